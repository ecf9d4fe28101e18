/** Executes the run in a folder: what is done stays, what is not is run, and the result is written at the end. */
import { at } from '@shared/at'
import { AppError, isAppError, toErrorData, type ErrorData } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import type { PathChoice } from '@shared/path-choice'
import type { RunEvent, RunManifest } from '@shared/run'
import type { PhaseTime } from '@shared/run-phases'
import { chooseSource } from '../choice/choose-source'
import { giveUpChoice } from '../choice/kept-choice'
import { createTrialBudget, noLimit } from '../choice/trial-budget'
import type { CaseMasker } from '../maskers/joint-masker'
import type { CaseOutcome } from '../run/case-source'
import type { CaseSink, RunJob } from '../run/job'
import { fingerprintCohort } from '../run/fingerprint-cohort'
import { learnCohort, type Cohort, type LearnedCohort } from '../run/learn-cohort'
import { prepareMaskers } from '../run/prepare-maskers'
import type { PhaseWatch } from '../run/phases'
import type { PreparedStudy } from '../run/prepared-study'
import { createEvents } from '../run/events'
import { run, toStop } from '../run/run'
import { createRunSum } from '../run/run-result'
import type { StartWorker } from '../run/worker-line'
import { saveAtomically } from '../store/atomic-write'
import { saveCohort } from '../store/cohort-file'
import { runFolderAt, type RunFolder } from '../store/run-folder'
import { lockRun } from '../store/run-lock'
import { logOf } from '../store/log-form'
import { openRunLog, type RunLog } from '../store/run-log'
import { toStoredCase } from '../store/run-record'
import { isInterruption } from '@shared/run-fault'
import { loadManifest, loadRunEnd, saveRunState } from '../store/run-store'
import { toSealedJson } from '../store/sealed-json'
import { reopenStudy, type ReopenedStudy } from './reopen-study'
import { tellPhases } from './tell-phases'
import { watchFolder } from './watch-folder'

export interface ExecuteOptions {
  /** Aborted with run/interrupted where nobody cancelled the run. */
  readonly signal: AbortSignal
  /** Milliseconds from any origin. */
  readonly clock: () => number
  /** Default: no workers, one case at a time. */
  readonly startWorker?: StartWorker
  /** How a process ended that chose the path of this run before: then none is tried. */
  readonly crashed?: string | null
  /** Tries every path that is left open, however short the run is. */
  readonly triesAll?: boolean
}

/**
 * Runs or resumes the run in a folder and yields its events; result.json is on disk before the finished event comes.
 *
 * Errors: run/not-found, run/busy, run/changed, run/folder-gone, and what opening study, model and session may say. However it ends, every
 * case that was done is kept.
 */
export async function* executeRun(
  runFolder: string,
  options: ExecuteOptions,
): AsyncGenerator<RunEvent, void> {
  const folder = runFolderAt(runFolder)
  const manifest = await loadManifest(folder)
  const release = await lockRun(folder)
  try {
    yield* tellPhases(folder, options.clock, (phases) =>
      executeLocked(folder, manifest, { ...options, phases }),
    )
  } catch (thrown) {
    const error = toErrorData(thrown, 'run')
    // On a full disk not even this can be written; the reason must come through all the same.
    if (!(await isRefusedAgain(folder, error)))
      await saveRunState(folder, 'failed', error).catch(whereRefused(undefined))
    throw thrown
  } finally {
    await release()
  }
}

/** A run that ended before, and cannot go on because of what was changed since, stands as it stood. */
async function isRefusedAgain(folder: RunFolder, { code }: ErrorData): Promise<boolean> {
  return code === 'run/changed' && (await loadRunEnd(folder)) !== null
}

interface WatchedOptions extends ExecuteOptions {
  readonly phases: PhaseWatch
}

async function* executeLocked(
  folder: RunFolder,
  manifest: RunManifest,
  options: WatchedOptions,
): AsyncGenerator<RunEvent, void> {
  options.phases.enter('model', { parameters: manifest.model.parameterCount })
  const reopened = await reopenStudy(folder, manifest)
  const { prepared } = reopened
  // Until it ends otherwise: a process that is killed from now on cannot note it.
  await saveRunState(folder, 'interrupted')
  options.phases.enter('data', { cases: prepared.cases.length })
  const learned = await takeCohort(folder, manifest, reopened, options.signal).catch(orNullIfCancelled)
  if (learned === null) {
    const event = toStop(createEvents(manifest.run, options.clock), options.signal)
    await settleStop(folder, event)
    yield event
    return
  }
  const { maskers, cohort } = learned
  const log = await openRunLog(folder, manifest)
  const opened = { folder, manifest, options, reopened, maskers, cohort, log }
  let next = 0
  try {
    for await (const event of runOnPath({ ...opened, earlier: log.earlier, firstEvent: 0 })) {
      yield event
      next = event.sequence + 1
    }
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'run/path-differs-later') throw thrown
    // In this order: killed in between, the run finds the difference once more.
    await log.clear()
    const place = { folder, prepared, batchSize: cohort.plan.batchSize }
    await giveUpChoice(place, maskers, toErrorData(thrown, 'path'))
    yield* runOnPath({ ...opened, earlier: new Set(), firstEvent: next })
  } finally {
    await log.close()
  }
}

/** What the folder keeps, or what is learned now, if it is what the run began with, and kept from here on. Errors: run/cancelled, run/changed. */
async function takeCohort(
  folder: RunFolder,
  manifest: RunManifest,
  { prepared, cohort }: ReopenedStudy,
  signal: AbortSignal,
): Promise<Pick<LearnedCohort, 'cohort' | 'maskers'>> {
  if (signal.aborted) throw new AppError('run/cancelled', {})
  if (cohort !== null) return { cohort, maskers: prepareMaskers(prepared, cohort) }
  const learned = await learnCohort(prepared, signal)
  // Files may have changed within, at the same size.
  if (manifest.cohort !== null && fingerprintCohort(learned.cohort) !== manifest.cohort)
    throw new AppError('run/changed', { what: `values in the files of data set ${manifest.dataset.table}` })
  await saveCohort(folder, learned.cohort)
  return learned
}

/** The statistics of a large cohort take long, and nobody has to wait for them who wants the run to end. */
function orNullIfCancelled(thrown: unknown): null {
  if (isAppError(thrown) && thrown.code === 'run/cancelled') return null
  throw thrown
}

interface OpenRun {
  readonly folder: RunFolder
  readonly manifest: RunManifest
  readonly options: WatchedOptions
  readonly reopened: ReopenedStudy
  readonly maskers: readonly CaseMasker[]
  readonly cohort: Cohort
  readonly log: RunLog
  /** Cases of earlier sittings. */
  readonly earlier: ReadonlySet<string>
  readonly firstEvent: number
}

/** Errors: run/path-differs-later, after which nothing that was computed may stay. */
async function* runOnPath(opened: OpenRun): AsyncGenerator<RunEvent, void> {
  const { folder, manifest, maskers, cohort, log, earlier, firstEvent } = opened
  const { prepared } = opened.reopened
  const { signal, clock, startWorker, crashed, phases, triesAll } = opened.options
  const taken = await chooseSource({
    ...{ folder, prepared, maskers, batchSize: cohort.plan.batchSize },
    // Runs of the first versions had no path.json.
    isBegun: manifest.format > 1 && [...earlier].some((caseId) => log.hasOutputs(caseId)),
    ...{ startWorker: startWorker ?? null, crashed: crashed ?? null },
    budget: triesAll === true ? noLimit : createTrialBudget(clock, cohort.plan),
    enter: phases.enter,
  })
  try {
    phases.note(toFacts(taken.choice()))
    phases.enter('cases')
    const plan = withDamage(opened)
    const events = run({
      ...{ run: manifest.run, prepared, maskers, signal, clock, firstEvent },
      plan: { ...plan, notices: [...plan.notices, ...taken.notices] },
      passesOf: toPassesOf(prepared, cohort),
      source: taken.source,
      sink: await watchFolder(folder, toSink(log)),
      earlier: { has: (caseId) => earlier.has(caseId), load: (caseId) => loadOutcome(log, caseId) },
    })
    for await (const event of events) {
      if (event.event === 'finished') phases.enter('summary')
      await settle(opened, taken.choice(), event)
      yield event
    }
  } finally {
    await taken.source.release()
  }
}

function toFacts(choice: PathChoice | null): PhaseTime['facts'] {
  if (choice === null) return {}
  const { path, trials, workers, notTried } = choice
  const largestDifference = trials.find((trial) => trial.path === path)?.largestDifference ?? null
  const device = choice.device?.device ?? 'cpu'
  const facts = { path, workers: workers?.count ?? 1, largestDifference, device }
  return notTried.length === 0 ? facts : { ...facts, notTried }
}

async function settleStop(folder: RunFolder, event: RunEvent): Promise<void> {
  if (event.event === 'cancelled') await saveRunState(folder, 'cancelled')
  if (event.event === 'failed')
    await saveRunState(folder, isInterruption(event.error) ? 'interrupted' : 'failed', event.error)
}

/** Writes what the last event of a run leaves on disk, before anybody hears of it. */
async function settle(
  { folder, manifest, log }: OpenRun,
  choice: PathChoice | null,
  event: RunEvent,
): Promise<void> {
  await settleStop(folder, event)
  if (event.event !== 'finished') return
  const caseIds = manifest.caseIds.slice(0, event.casesDone)
  await log.sort(caseIds)
  const sum = createRunSum(manifest, choice)
  for (const caseId of caseIds) sum.add(toStoredCase(await log.read(caseId)))
  await saveAtomically(folder.result, toSealedJson(sum.end('finished')))
  await saveRunState(folder, null)
}

function toPassesOf({ cases }: PreparedStudy, { passes }: Cohort): RunJob['passesOf'] {
  const byCase = new Map(cases.map(({ caseId }, place) => [caseId, at(passes, place)]))
  return (caseId) => {
    const count = byCase.get(caseId)
    if (count === undefined)
      throw new AppError('bug/unexpected', { where: 'passesOf', words: 'a case of no plan' })
    return count
  }
}

function withDamage({ folder, manifest, log, cohort: { plan }, reopened }: OpenRun): Cohort['plan'] {
  const file = `${folder.run}/${logOf(folder, manifest).form.file}`
  const damaged = log.damaged.map((place) => ({ code: 'run/damaged' as const, details: { file, place } }))
  return { ...plan, notices: [...plan.notices, ...reopened.notices, ...damaged] }
}

function toSink(log: RunLog): CaseSink {
  return {
    saveCase: (outputs) => log.append({ record: 'case', outputs }),
    saveSkipped: (caseId, error) => log.append({ record: 'skipped', caseId, error: { ...error } }),
  }
}

async function loadOutcome(log: RunLog, caseId: string): Promise<CaseOutcome> {
  const stored = toStoredCase(await log.read(caseId))
  return 'outputs' in stored ? stored.outputs : stored.error
}
