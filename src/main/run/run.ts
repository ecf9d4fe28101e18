/** The orchestra. Everything meets here: case after case is read, masked, run and saved. */
import { AppError, isAppError, type ErrorCode, type ErrorData } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import type { RunningFigures } from '@shared/running-figures'
import { createRunningContribution, type RunningContribution } from '../contribution/running-contribution'
import { createAdaptiveRun, type AdaptiveRun } from './adaptive-run'
import { isFailure, type CaseNews, type CaseOutcome } from './case-source'
import { isCutText } from './cut-texts'
import { createEvents, type Events } from './events'
import type { RunJob } from './job'
import { createProgress, type Progress } from './progress'
import { watchFigures, type WatchedFigures } from './watch-figures'

/** What the parts of a run write while they go along. */
interface Score {
  readonly events: Events
  readonly progress: Progress
  readonly running: RunningContribution
  readonly figures: WatchedFigures
  readonly adaptive: AdaptiveRun | null
  /** Cases that are over and not yet told, by case id: those before them in the order of the run are still at hand. */
  readonly over: Map<string, CaseOutcome>
}

/**
 * Runs the cases of a job and yields what happens, case after case in their order, whatever the order in which they end; an
 * adaptive run ends once it has seen enough.
 *
 * A case that fails becomes a notice and the run goes on; a cancel is obeyed after the batch at hand. The last event is
 * finished, cancelled or failed. Faults of the sink (a full disk) are thrown: nothing looks finished that is not saved.
 * Errors: run/path-differs-later, after which the run has to begin anew on the plain path.
 */
export async function* run(job: RunJob): AsyncGenerator<RunEvent, void> {
  const { cases } = job.prepared
  const score: Score = {
    events: createEvents(job.run, job.clock, job.firstEvent),
    progress: createProgress(job.plan, job.passesOf, job.clock),
    running: createRunningContribution(job.maskers.map((masker) => masker.name)),
    figures: watchFigures(job),
    adaptive: createAdaptiveRun(job.prepared),
    over: new Map(),
  }
  yield score.events.planned(job.plan)
  for (const notice of job.plan.notices) yield score.events.notice(notice)
  const left = cases.filter(({ caseId }) => !job.earlier.has(caseId))
  const news = job.source.run(left, job.signal)
  const failures: ErrorData[] = []
  try {
    for (const { caseId } of cases) {
      const outcome = job.earlier.has(caseId)
        ? await job.earlier.load(caseId)
        : yield* awaitCase(job, score, news, caseId)
      if (isFailure(outcome) && outcome.code === 'run/cancelled') {
        yield toStop(score.events, job.signal)
        return
      }
      if (isFailure(outcome)) failures.push(outcome)
      yield* tell(score, caseId, outcome)
      yield* watch(job, score, outcome)
      if (score.adaptive?.isOver() === true) break
    }
  } finally {
    await news.return()
  }
  yield* end(score, failures)
}

/** A run that was stopped with an error of ours was stopped by nobody: it is interrupted. */
export function toStop(events: Events, { reason }: AbortSignal): RunEvent {
  return isAppError(reason)
    ? events.failed({ code: reason.code, details: reason.details })
    : events.cancelled()
}

/** Hears the news until the case is over. */
async function* awaitCase(
  job: RunJob,
  score: Score,
  news: AsyncGenerator<CaseNews, void>,
  caseId: string,
): AsyncGenerator<RunEvent, CaseOutcome> {
  for (;;) {
    const outcome = score.over.get(caseId)
    if (outcome !== undefined) {
      score.over.delete(caseId)
      return outcome
    }
    const heard = await news.next()
    if (heard.done !== true) yield* hear(job, score, heard.value)
    else if (job.signal.aborted) return { code: 'run/cancelled', details: {} }
    else throw new AppError('bug/unexpected', { where: 'run', words: 'a case never came' })
  }
}

/** Saves a case that is over at once, and counts what goes on. */
async function* hear(
  job: RunJob,
  { progress, over, events }: Score,
  news: CaseNews,
): AsyncGenerator<RunEvent> {
  if (news.news === 'counted') {
    progress.correctCase(news.caseId, news.passes)
  } else if (news.news === 'stepped') {
    progress.addPasses(news.caseId, news.run, news.passedOver)
    yield* events.progress(progress.snapshot(), 'seldom')
  } else {
    assertRightPath(news.outcome)
    await save(job, news.caseId, news.outcome)
    over.set(news.caseId, news.outcome)
  }
}

/** A path that gives other outputs than the plain one ends the run at once: nothing that it computed may stay. */
function assertRightPath(outcome: CaseOutcome): void {
  if (isFailure(outcome) && outcome.code === 'run/path-differs-later')
    throw new AppError<ErrorCode>(outcome.code, outcome.details)
}

async function save(job: RunJob, caseId: string, outcome: CaseOutcome): Promise<void> {
  if (!isFailure(outcome)) await job.sink.saveCase(outcome)
  else if (outcome.code !== 'run/cancelled') await job.sink.saveSkipped(caseId, outcome)
}

/** Tells that a case is over: its notice, or the contributions so far. */
function* tell(score: Score, caseId: string, outcome: CaseOutcome): Generator<RunEvent, void> {
  score.progress.endCase(caseId, isFailure(outcome) ? 'skipped' : 'done')
  if (isFailure(outcome)) {
    yield score.events.notice({ ...outcome, caseId })
  } else {
    // Texts that are cut were counted with the plan.
    const notices = outcome.notices.filter((notice) => !isCutText(notice))
    for (const notice of notices) yield score.events.notice({ ...notice, caseId })
    const sums = score.figures.toSums(outcome)
    score.running.add(sums)
    yield score.events.case(caseId, score.running.shares())
    yield* tellFigures(score, score.figures.add(sums))
  }
  yield* score.events.progress(score.progress.snapshot(), 'seldom')
}

function* tellFigures({ events }: Score, figures: RunningFigures | null): Generator<RunEvent, void> {
  if (figures !== null) yield events.figures(figures)
}

/** Looks at what an adaptive run has seen; once it knows where it ends, the rest is taken off the plan. */
function* watch(
  job: RunJob,
  { adaptive, events, progress }: Score,
  outcome: CaseOutcome,
): Generator<RunEvent, void> {
  if (adaptive === null) return
  const wasKnown = adaptive.stopAfter() !== null
  const look = adaptive.endCase(isFailure(outcome) ? null : outcome)
  if (look === null) return
  if (!wasKnown && adaptive.stopAfter() !== null) {
    const leftOut = adaptive.casesLeftOut()
    const passes = leftOut.reduce((sum, { caseId }) => sum + job.passesOf(caseId), 0)
    progress.leaveOut(passes, leftOut.length)
  }
  yield events.look(look, adaptive.stopAfter())
}

function* end(score: Score, failures: readonly ErrorData[]): Generator<RunEvent, void> {
  yield* tellFigures(score, score.figures.lookAtEnd())
  const look = score.adaptive?.lookAtEnd() ?? null
  if (look !== null) yield score.events.look(look, null)
  const progress = score.progress.snapshot()
  yield* score.events.progress(progress, 'always')
  if (failures.length > 0 && failures.length === progress.casesPlanned) {
    yield score.events.failed({ code: 'run/all-failed', details: { caseCount: failures.length } })
  } else {
    yield score.events.finished(progress)
  }
}
