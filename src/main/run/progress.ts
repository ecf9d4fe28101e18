/** 9 of 11: how far a run is, how fast it goes and how long it will take. */
import type { RunPlan, RunProgress } from '@shared/run'

/** Milliseconds, from any origin; passed in so that tests decide what time it is. */
export type Clock = () => number

export interface Progress {
  /** Begins a case of so many planned passes. */
  readonly beginCase: (planned: number) => void
  /** Corrects the plan of the case at hand once it has been read. */
  readonly correctCase: (planned: number) => void
  /** Counts passes of the case at hand; those passed over (inert parts) do not tell the rate. */
  readonly addPasses: (run: number, passedOver: number) => void
  /** Ends the case; what it did not run counts as done, so that the end is always the plan. */
  readonly endCase: (outcome: 'done' | 'skipped') => void
  /** Takes passes and cases off the plan that an adaptive run turned out not to need. */
  readonly leaveOut: (passes: number, cases: number) => void
  readonly snapshot: () => RunProgress
}

/** Counts passes and cases of a run; the rate rests on passes that really ran. */
export function createProgress(
  plan: Pick<RunPlan, 'passes' | 'caseCount' | 'isUpperLimit'>,
  clock: Clock,
): Progress {
  const startedMs = clock()
  const total = { planned: plan.passes, casesPlanned: plan.caseCount, done: 0, run: 0, cases: 0, skipped: 0 }
  let { isUpperLimit } = plan
  const current = { planned: 0, done: 0 }
  return {
    beginCase: (planned) => {
      current.planned = planned
      current.done = 0
      if (total.cases < total.casesPlanned) return
      // One that was left out is needed after all: another was skipped.
      total.planned += planned
      total.casesPlanned += 1
    },
    correctCase: (planned) => {
      total.planned += planned - current.planned
      current.planned = planned
    },
    addPasses: (run, passedOver) => {
      total.run += run
      total.done += run + passedOver
      current.done += run + passedOver
    },
    endCase: (outcome) => {
      total.done += current.planned - current.done
      total.cases += 1
      if (outcome === 'skipped') total.skipped += 1
    },
    leaveOut: (passes, cases) => {
      total.planned -= passes
      total.casesPlanned -= cases
      isUpperLimit = false
    },
    snapshot: () => {
      const seconds = (clock() - startedMs) / 1000
      const passesPerSecond = total.run > 0 && seconds > 0 ? total.run / seconds : null
      return {
        passesDone: total.done,
        passesPlanned: total.planned,
        casesDone: total.cases,
        casesPlanned: total.casesPlanned,
        casesSkipped: total.skipped,
        passesPerSecond,
        secondsLeft: passesPerSecond === null ? null : (total.planned - total.done) / passesPerSecond,
        isUpperLimit,
      }
    },
  }
}
