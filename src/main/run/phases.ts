/** Which phase a run is in, and how long each took over all its sittings. */
import type { PhaseTime, RunPhase } from '@shared/run-phases'
import type { Clock } from './stopwatch'

export interface PhaseWatch {
  /** Ends the phase at hand and begins another one. */
  readonly enter: (phase: RunPhase, facts?: PhaseTime['facts']) => void
  /** Adds to what came of the phase at hand. */
  readonly note: (facts: PhaseTime['facts']) => void
  readonly end: () => void
  /** Those that ended, in the order in which they first began. */
  readonly ended: () => readonly PhaseTime[]
}

/** Goes on from what earlier sittings took; `tell` hears when a phase begins (without seconds) and when it ended. */
export function createPhaseWatch(
  clock: Clock,
  earlier: readonly PhaseTime[],
  tell: (phase: PhaseTime) => void,
): PhaseWatch {
  const ended = new Map(earlier.map((one) => [one.phase, one]))
  let atHand: { readonly phase: RunPhase; readonly startedMs: number; facts: PhaseTime['facts'] } | null =
    null
  const end = (): void => {
    if (atHand === null) return
    const { phase, startedMs, facts } = atHand
    atHand = null
    const before = ended.get(phase)
    const seconds = (before?.seconds ?? 0) + (clock() - startedMs) / 1000
    const time = { phase, seconds, facts: { ...before?.facts, ...facts } }
    ended.set(phase, time)
    tell(time)
  }
  return {
    enter: (phase, facts = {}) => {
      end()
      atHand = { phase, startedMs: clock(), facts }
      tell({ phase, seconds: null, facts: { ...ended.get(phase)?.facts, ...facts } })
    },
    note: (facts) => {
      if (atHand !== null) atHand.facts = { ...atHand.facts, ...facts }
    },
    end,
    ended: () => [...ended.values()],
  }
}
