/** What trials of devices, paths and workers may cost: a share of the run that they are for, and seconds before the first case. */
import { at } from '@shared/at'
import type { RunPathName } from '@shared/study'
import type { Clock } from '../run/stopwatch'
import type { Session } from '../session/session'

/** What is expected of a trial, in units that the plain path is measured in. */
export interface TrialCost {
  readonly passes: number
  /** Openings of the model; pieces of it count as so many. */
  readonly openings: number
  /** Beside both. */
  readonly seconds?: number
}

/** Learns what the plain path takes, and says what else may be tried. */
export interface TrialBudget {
  /** Opens the model, which the run needs in any case: trials begin behind it. */
  readonly timeOpening: (open: () => Promise<Session>) => Promise<Session>
  /** Whether a trial of this cost may still begin. Nothing may before a pass was timed. */
  readonly allows: (cost: TrialCost) => boolean
  /** Whether a path may be opened and compared, untimed, because it usually saves so much more. */
  readonly pays: (cost: TrialCost, path: RunPathName) => boolean
  /** What passes take on the plain path; null when none was timed. */
  readonly secondsOf: (passes: number) => number | null
  /** What all of them take. */
  readonly runSeconds: () => number | null
}

/** Trials take no more of the run, as long as it would take on the plain path. */
const mostShare = 0.05
/** Nor, where a case takes no longer, more seconds: the first figures are to come soon. */
const mostSeconds = 10

/** A quarter of what a path usually saves (docs/performance.md): it is opened and compared for the run itself, not for a contest. */
const openingShare: Record<RunPathName, number> = { incremental: 0.15, split: 0.04, batched: 0.03, plain: 0 }

/** Nothing is too dear: what was asked for is tried. */
export const noLimit: TrialBudget = {
  timeOpening: (open) => open(),
  allows: () => true,
  pays: () => true,
  secondsOf: () => null,
  runSeconds: () => null,
}

/** Of a run with so many passes over so many cases; milliseconds from any origin. */
export function createTrialBudget(
  clock: Clock,
  { passes, caseCount }: { readonly passes: number; readonly caseCount: number },
): TrialBudget {
  let openSeconds = 0
  let beganMs: number | null = null
  const passSeconds: number[] = []
  const spent = (): number => (beganMs === null ? 0 : (clock() - beganMs) / 1000)
  const secondsOf = (count: number): number | null =>
    passSeconds.length === 0 ? null : count * usual(passSeconds)
  const toSeconds = ({ passes: count, openings, seconds = 0 }: TrialCost): number =>
    (secondsOf(count) ?? Infinity) + openings * openSeconds + seconds
  const shareOf = (share: number): number => share * (secondsOf(passes) ?? 0)
  // First figures come soon where a case takes no longer.
  const left = (): number =>
    (secondsOf(passes) ?? 0) > mostSeconds * caseCount ? Infinity : mostSeconds - spent()
  return {
    timeOpening: async (open) => {
      const startedMs = clock()
      const session = await open()
      beganMs = clock()
      openSeconds = (beganMs - startedMs) / 1000
      return timePasses(session, clock, passSeconds)
    },
    allows: (cost) => spent() + toSeconds(cost) <= shareOf(mostShare) && toSeconds(cost) <= left(),
    // What is spent already is no reason: it brings nothing back.
    pays: (cost, path) => toSeconds(cost) <= shareOf(openingShare[path]) && toSeconds(cost) <= left(),
    secondsOf,
    runSeconds: () => secondsOf(passes),
  }
}

/** The median: the first warms up, and what else the machine does slows single ones. */
function usual(seconds: readonly number[]): number {
  return at(
    seconds.toSorted((a, b) => a - b),
    Math.floor((seconds.length - 1) / 2),
  )
}

/** Enough to know the usual pass. */
const timedPasses = 50

/** From the end of one to the end of the next: of a small model, masking takes longer than the pass. */
function timePasses(session: Session, clock: Clock, seconds: number[]): Session {
  let endedMs: number | null = null
  return {
    ...session,
    run: async (feeds, batch) => {
      const startedMs = endedMs ?? clock()
      const rows = await session.run(feeds, batch)
      endedMs = clock()
      if (batch === 1 && seconds.length < timedPasses) seconds.push((endedMs - startedMs) / 1000)
      return rows
    },
  }
}
