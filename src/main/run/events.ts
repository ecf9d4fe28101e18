/** Numbers the events of a run, so that a late listener can ask from any of them on. */
import type { ConvergenceLook } from '@shared/adaptive'
import type { ErrorData } from '@shared/errors'
import type { Notice } from '@shared/notice'
import type { RunEvent, RunPlan, RunProgress } from '@shared/run'
import type { RunningFigures } from '@shared/running-figures'
import type { Clock } from './stopwatch'

/** More often than this nobody can look. */
const progressEveryMs = 150

export interface Events {
  readonly planned: (plan: RunPlan) => RunEvent
  /** At most one event per 150 ms, or one in any case. */
  readonly progress: (progress: RunProgress, pace: 'seldom' | 'always') => Generator<RunEvent, void>
  readonly case: (caseId: string, contribution: Record<string, number>) => RunEvent
  readonly look: (look: ConvergenceLook, stopAfter: number | null) => RunEvent
  readonly figures: (figures: RunningFigures) => RunEvent
  readonly notice: (notice: Notice) => RunEvent
  readonly finished: (progress: RunProgress) => RunEvent
  readonly cancelled: () => RunEvent
  readonly failed: (error: ErrorData) => RunEvent
}

/** Makes the events of one run; the sequence starts at 0, or at `first` where the run began anew, and has no gaps. */
export function createEvents(run: string, clock: Clock, first = 0): Events {
  let next = first
  let shownMs = Number.NEGATIVE_INFINITY
  const number = () => ({ run, sequence: next++ })
  return {
    planned: (plan) => ({ event: 'planned', ...number(), plan }),
    progress: function* (progress, pace) {
      if (pace === 'seldom' && clock() - shownMs < progressEveryMs) return
      shownMs = clock()
      const memoryBytes = process.memoryUsage.rss()
      yield { event: 'progress', ...number(), progress: { ...progress, memoryBytes } }
    },
    case: (caseId, contribution) => ({ event: 'case', ...number(), caseId, contribution }),
    look: (look, stopAfter) => ({ event: 'look', ...number(), look, stopAfter }),
    figures: (figures) => ({ event: 'figures', ...number(), figures }),
    notice: (notice) => ({ event: 'notice', ...number(), notice }),
    finished: ({ casesDone, casesSkipped }) => ({ event: 'finished', ...number(), casesDone, casesSkipped }),
    cancelled: () => ({ event: 'cancelled', ...number() }),
    failed: (error) => ({ event: 'failed', ...number(), error }),
  }
}
