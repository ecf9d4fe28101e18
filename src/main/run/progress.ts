/** How far a run is, how fast it goes and how long it will take. */
import type { RunPlan, RunProgress } from '@shared/run'
import { createStopwatch, type Clock } from './stopwatch'

export interface Progress {
  /** Corrects the plan of a case once it has been read. */
  readonly correctCase: (caseId: string, planned: number) => void
  /** Counts passes of a case; those passed over (inert parts) do not tell the rate. */
  readonly addPasses: (caseId: string, run: number, passedOver: number) => void
  /** Ends a case; what it did not run counts as done, so that the end is always the plan. */
  readonly endCase: (caseId: string, outcome: 'done' | 'skipped') => void
  /** Takes passes and cases off the plan that an adaptive run turned out not to need. */
  readonly leaveOut: (passes: number, cases: number) => void
  readonly snapshot: () => RunProgress
}

/** A case at hand. */
interface CaseAtHand {
  planned: number
  done: number
}

/** Counts passes and cases of a run, several of which may be at hand; the rate rests on passes that really ran. */
export function createProgress(
  plan: Pick<RunPlan, 'passes' | 'caseCount' | 'isUpperLimit'>,
  passesOf: (caseId: string) => number,
  clock: Clock,
): Progress {
  const watch = createStopwatch(clock)
  const counts = { done: 0, run: 0, cases: 0, skipped: 0 }
  // timed: passes of the cases of this sitting, those passed over included.
  const total = { planned: plan.passes, casesPlanned: plan.caseCount, timed: 0, ...counts }
  let { isUpperLimit } = plan
  const atHand = new Map<string, CaseAtHand>()
  const caseOf = (caseId: string): CaseAtHand => {
    const known = atHand.get(caseId) ?? { planned: passesOf(caseId), done: 0 }
    atHand.set(caseId, known)
    return known
  }
  return {
    correctCase: (caseId, planned) => {
      const current = caseOf(caseId)
      total.planned += planned - current.planned
      current.planned = planned
    },
    addPasses: (caseId, run, passedOver) => {
      watch.step(run)
      total.run += run
      total.done += run + passedOver
      total.timed += run + passedOver
      caseOf(caseId).done += run + passedOver
    },
    endCase: (caseId, outcome) => {
      const wasAtHand = atHand.has(caseId)
      const { planned, done } = caseOf(caseId)
      atHand.delete(caseId)
      if (total.cases === total.casesPlanned) {
        // One that was left out was needed after all: another was skipped.
        total.planned += planned
        total.casesPlanned += 1
      }
      total.done += planned - done
      if (wasAtHand) total.timed += planned - done
      total.cases += 1
      if (outcome === 'skipped') total.skipped += 1
    },
    leaveOut: (passes, cases) => {
      total.planned -= passes
      total.casesPlanned -= cases
      isUpperLimit = false
    },
    snapshot: () => {
      const seconds = watch.elapsedMs() / 1000
      const passesPerSecond = total.run > 0 && seconds > 0 ? total.run / seconds : null
      // Workers may be at cases that an adaptive run turns out not to need.
      const passesDone = Math.min(total.done, total.planned)
      return {
        passesDone,
        passesPlanned: total.planned,
        casesDone: total.cases,
        casesPlanned: total.casesPlanned,
        casesSkipped: total.skipped,
        passesPerSecond,
        secondsLeft: total.run === 0 ? null : ((total.planned - passesDone) * seconds) / total.timed,
        isUpperLimit,
      }
    },
  }
}
