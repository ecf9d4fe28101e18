/** What the screen knows of a run while it goes on: a pure fold of its events. */
import type { ConvergenceLook } from '@shared/adaptive'
import type { ErrorData } from '@shared/errors'
import type { Notice } from '@shared/notice'
import type { RunEvent, RunPlan, RunProgress, RunSummary } from '@shared/run'
import type { PhaseTime } from '@shared/run-phases'
import type { RunningFigures } from '@shared/running-figures'
import { isInterruption } from '@shared/run-fault'

export interface LiveRun {
  /** `opening`: nothing was heard yet; `elsewhere`: another process works on it, which cannot be cancelled from here. */
  readonly state:
    | 'opening'
    | 'queued'
    | 'running'
    | 'elsewhere'
    | 'finished'
    | 'cancelled'
    | 'paused'
    | 'interrupted'
    | 'failed'
  readonly plan: RunPlan | null
  readonly progress: RunProgress | null
  /** Cases on disk of a run that is not followed from its beginning. */
  readonly stored: Pick<RunSummary, 'casesDone' | 'casesSkipped' | 'casesPlanned'> | null
  /** Pooled m_i over the cases so far, by modality. */
  readonly contribution: Readonly<Record<string, number>>
  /** Of an adaptive run, oldest first. */
  readonly looks: readonly ConvergenceLook[]
  /** Patients after which it ends; null as long as that is not known. */
  readonly stopAfter: number | null
  /** In the order in which they began; one at hand has no seconds. */
  readonly phases: readonly PhaseTime[]
  /** m_i with intervals over the cases so far, oldest first. */
  readonly figures: readonly RunningFigures[]
  readonly notices: readonly Notice[]
  readonly error: ErrorData | null
  /** The event to ask for next. */
  readonly next: number
}

export const freshRun: LiveRun = {
  state: 'opening',
  plan: null,
  progress: null,
  stored: null,
  contribution: {},
  looks: [],
  stopAfter: null,
  phases: [],
  figures: [],
  notices: [],
  error: null,
  next: 0,
}

/** Takes one event in; one that was seen already changes nothing. */
export function takeEvent(run: LiveRun, event: RunEvent): LiveRun {
  if (event.sequence < run.next) return run
  const now: LiveRun = { ...run, state: 'running', next: event.sequence + 1 }
  switch (event.event) {
    case 'planned':
      // A run whose path turned out to be wrong begins anew, and plans once more.
      return { ...freshRun, state: 'running', next: now.next, plan: event.plan, phases: run.phases }
    case 'phase':
      return { ...now, phases: withPhase(run.phases, event.phase) }
    case 'figures':
      return { ...now, figures: [...run.figures, event.figures] }
    case 'progress':
      return { ...now, progress: event.progress }
    case 'case':
      return { ...now, contribution: event.contribution }
    case 'look':
      return { ...now, looks: [...run.looks, event.look], stopAfter: event.stopAfter }
    case 'notice':
      return { ...now, notices: [...run.notices, event.notice] }
    case 'finished':
    case 'cancelled':
    case 'paused':
    case 'queued':
      return { ...now, state: event.event }
    case 'failed':
      return { ...now, state: isInterruption(event.error) ? 'interrupted' : 'failed', error: event.error }
    case 'stored':
      return { ...now, state: event.isRunning ? 'elsewhere' : now.state, stored: event }
  }
}

/** In place of what was known of it, or behind the others. */
function withPhase(phases: readonly PhaseTime[], phase: PhaseTime): readonly PhaseTime[] {
  const isKnown = phases.some((one) => one.phase === phase.phase)
  return isKnown ? phases.map((one) => (one.phase === phase.phase ? phase : one)) : [...phases, phase]
}
