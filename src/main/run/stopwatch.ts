/** How long a run has been at work. The time that the machine slept is no work, whether its clock counts it or not. */

/** Milliseconds, from any origin; passed in so that tests decide what time it is. */
export type Clock = () => number

export interface Stopwatch {
  /** Ends a step in which so many passes were run. */
  readonly step: (passes: number) => void
  readonly elapsedMs: () => number
}

/** A step may take this much longer than the steps before it made expect, and at least `shortGapMs`: else the machine slept in it. */
const mostSlower = 10
const shortGapMs = 30_000

/** Starts now. A step with a gap counts as long as its passes took before; the first step has nothing to be measured by. */
export function createStopwatch(clock: Clock): Stopwatch {
  let lastMs = clock()
  let workedMs = 0
  let passesDone = 0
  const workOf = (gapMs: number, passes: number): number => {
    if (passesDone === 0) return gapMs
    const expectedMs = (workedMs / passesDone) * Math.max(passes, 1)
    return gapMs > shortGapMs + mostSlower * expectedMs ? expectedMs : gapMs
  }
  return {
    step: (passes) => {
      const nowMs = clock()
      workedMs += workOf(nowMs - lastMs, passes)
      passesDone += passes
      lastMs = nowMs
    },
    elapsedMs: () => workedMs + workOf(clock() - lastMs, 0),
  }
}
