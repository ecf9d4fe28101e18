/** 9 of 11: the orchestra. Everything meets here: case after case is read, masked, run and saved. */
import { AppError, describeError, toErrorData, type ErrorData } from '@shared/errors'
import type { CaseOutputs } from '@shared/outputs'
import type { RunEvent } from '@shared/run'
import { createRunningContribution, type RunningContribution } from '../contribution/running-contribution'
import type { DatasetCase } from '../dataset/dataset'
import { createAdaptiveRun, type AdaptiveRun } from './adaptive-run'
import { createEvents, type Events } from './events'
import type { RunJob } from './job'
import { loadCase } from './load-case'
import { occludeCase } from './occlude-case'
import { countPasses } from './occlusions'
import { createProgress, type Progress } from './progress'

/** What the parts of a run write while they go along. */
interface Score {
  readonly events: Events
  readonly progress: Progress
  readonly running: RunningContribution
  readonly adaptive: AdaptiveRun | null
}

/**
 * Runs the cases of a job in their order and yields what happens; an adaptive run ends once it has seen enough.
 *
 * A case that fails becomes a notice and the run goes on; a cancel is obeyed after the batch at hand. The last event is
 * finished, cancelled or failed. Faults of the sink (a full disk) are thrown: nothing looks finished that is not saved.
 */
export async function* run(job: RunJob): AsyncGenerator<RunEvent, void> {
  const { cases } = job.prepared
  const score: Score = {
    events: createEvents(job.run, job.clock),
    progress: createProgress(job.plan, job.clock),
    running: createRunningContribution(job.maskers.map((masker) => masker.name)),
    adaptive: createAdaptiveRun(job.prepared),
  }
  yield score.events.planned(job.plan)
  for (const notice of job.plan.notices) yield score.events.notice(notice)
  const failures: ErrorData[] = []
  for (const datasetCase of cases) {
    const { caseId } = datasetCase
    score.progress.beginCase(job.passesOf(caseId))
    const earlier = job.earlier.get(caseId)
    const outcome = earlier ?? (yield* runCase(job, score, datasetCase))
    if (isFailure(outcome) && outcome.code === 'run/cancelled') {
      yield score.events.cancelled()
      return
    }
    if (earlier === undefined) await save(job, caseId, outcome)
    if (isFailure(outcome)) failures.push(outcome)
    yield* tell(score, caseId, outcome)
    yield* watch(job, score, outcome)
    if (score.adaptive?.isOver() === true) break
  }
  yield* end(score, failures)
}

/** Computes one case; a failure of any kind is its outcome and stops nothing else. */
async function* runCase(
  job: RunJob,
  score: Score,
  datasetCase: DatasetCase,
): AsyncGenerator<RunEvent, CaseOutputs | ErrorData> {
  try {
    if (job.signal.aborted) throw new AppError('run/cancelled', {})
    const original = await loadCase(job.prepared, datasetCase)
    score.progress.correctCase(countPasses(job.maskers, original))
    const steps = occludeCase(job, datasetCase, original)
    for (;;) {
      const step = await steps.next()
      if (step.done === true) return step.value
      score.progress.addPasses(step.value.run, step.value.passedOver)
      yield* score.events.progress(score.progress.snapshot(), 'seldom')
    }
  } catch (thrown) {
    return toErrorData(thrown, `case ${datasetCase.caseId}`)
  }
}

function isFailure(outcome: CaseOutputs | ErrorData): outcome is ErrorData {
  return 'code' in outcome
}

async function save(job: RunJob, caseId: string, outcome: CaseOutputs | ErrorData): Promise<void> {
  if (isFailure(outcome)) await job.sink.saveSkipped(caseId, outcome)
  else await job.sink.saveCase(outcome)
}

/** Tells that a case is over: its notice, or the contributions so far. */
function* tell(score: Score, caseId: string, outcome: CaseOutputs | ErrorData): Generator<RunEvent, void> {
  score.progress.endCase(isFailure(outcome) ? 'skipped' : 'done')
  if (isFailure(outcome)) {
    yield score.events.notice({ ...outcome, caseId })
  } else {
    for (const notice of outcome.notices) yield score.events.notice({ ...notice, caseId })
    score.running.add(outcome)
    yield score.events.case(caseId, score.running.shares())
  }
  yield* score.events.progress(score.progress.snapshot(), 'seldom')
}

/** Looks at what an adaptive run has seen; once it knows where it ends, the rest is taken off the plan. */
function* watch(
  job: RunJob,
  { adaptive, events, progress }: Score,
  outcome: CaseOutputs | ErrorData,
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
  const look = score.adaptive?.lookAtEnd() ?? null
  if (look !== null) yield score.events.look(look, null)
  const progress = score.progress.snapshot()
  yield* score.events.progress(progress, 'always')
  const [first] = failures
  if (first !== undefined && failures.length === progress.casesPlanned) {
    const details = { caseCount: failures.length, first: describeError(first).sentence }
    yield score.events.failed({ code: 'run/all-failed', details })
  } else {
    yield score.events.finished(progress)
  }
}
