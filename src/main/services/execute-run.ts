/** Executes the run in a folder: what is done stays, what is not is run, and the result is written at the end. */
import { isAppError, toErrorData, type ErrorData } from '@shared/errors'
import type { PathChoice, RunEvent, RunManifest } from '@shared/run'
import type { Masker } from '../maskers/masker'
import type { CaseOutcome } from '../run/case-source'
import type { CaseSink } from '../run/job'
import { planRun, type PlannedRun } from '../run/plan-run'
import { prepareMaskers } from '../run/prepare-maskers'
import type { PreparedStudy } from '../run/prepared-study'
import { createEvents } from '../run/events'
import { run, toStop } from '../run/run'
import { createRunSum } from '../run/run-result'
import { saveAtomically } from '../store/atomic-write'
import { runFolderAt, type RunFolder } from '../store/run-folder'
import { lockRun } from '../store/run-lock'
import { logOf } from '../store/log-form'
import { openRunLog, type RunLog } from '../store/run-log'
import { toStoredCase } from '../store/run-record'
import { isInterruption } from '@shared/run-fault'
import { loadManifest, loadRunEnd, saveRunState } from '../store/run-store'
import { toSealedJson } from '../store/sealed-json'
import { reopenStudy } from './reopen-study'
import { giveUpPath } from './take-path'
import { takeSource } from './take-source'
import { watchFolder } from './watch-folder'
import type { StartWorker } from './workers/worker-line'

export interface ExecuteOptions {
  /** Aborted with run/interrupted where nobody cancelled the run. */
  readonly signal: AbortSignal
  /** Milliseconds from any origin. */
  readonly clock: () => number
  /** Default: no workers, one case at a time. */
  readonly startWorker?: StartWorker
  /** How a process ended that chose the path of this run before: then none is tried. */
  readonly crashed?: string | null
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
    yield* executeLocked(folder, manifest, options)
  } catch (thrown) {
    const error = toErrorData(thrown, 'run')
    // On a full disk not even this can be written; the reason must come through all the same.
    if (!(await isRefusedAgain(folder, error)))
      await saveRunState(folder, 'failed', error).catch(() => undefined)
    throw thrown
  } finally {
    await release()
  }
}

/** A run that ended before, and cannot go on because of what was changed since, stands as it stood. */
async function isRefusedAgain(folder: RunFolder, { code }: ErrorData): Promise<boolean> {
  return code === 'run/changed' && (await loadRunEnd(folder)) !== null
}

async function* executeLocked(
  folder: RunFolder,
  manifest: RunManifest,
  options: ExecuteOptions,
): AsyncGenerator<RunEvent, void> {
  const prepared = await reopenStudy(folder, manifest)
  // Until it ends otherwise: a process that is killed from now on cannot note it.
  await saveRunState(folder, 'interrupted')
  const maskers = await prepareMaskers(prepared, options.signal).catch(orNullIfCancelled)
  if (maskers === null) {
    const event = toStop(createEvents(manifest.run, options.clock), options.signal)
    await settleStop(folder, event)
    yield event
    return
  }
  const planned = await planRun(prepared, maskers)
  const log = await openRunLog(folder, manifest)
  const opened = { folder, manifest, options, prepared, maskers, planned, log }
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
    await giveUpPath(folder, prepared, maskers, planned.plan.batchSize, toErrorData(thrown, 'path'))
    yield* runOnPath({ ...opened, earlier: new Set(), firstEvent: next })
  } finally {
    await log.close()
  }
}

/** The statistics of a large cohort take long, and nobody has to wait for them who wants the run to end. */
function orNullIfCancelled(thrown: unknown): null {
  if (isAppError(thrown) && thrown.code === 'run/cancelled') return null
  throw thrown
}

interface OpenRun {
  readonly folder: RunFolder
  readonly manifest: RunManifest
  readonly options: ExecuteOptions
  readonly prepared: PreparedStudy
  readonly maskers: readonly Masker[]
  readonly planned: PlannedRun
  readonly log: RunLog
  /** Cases of earlier sittings. */
  readonly earlier: ReadonlySet<string>
  readonly firstEvent: number
}

/** Errors: run/path-differs-later, after which nothing that was computed may stay. */
async function* runOnPath(opened: OpenRun): AsyncGenerator<RunEvent, void> {
  const { folder, manifest, prepared, maskers, planned, log, earlier, firstEvent } = opened
  const { signal, clock, startWorker, crashed } = opened.options
  const taken = await takeSource({
    ...{ folder, prepared, maskers, batchSize: planned.plan.batchSize },
    // Runs of the first versions had no path.json.
    isBegun: manifest.format > 1 && [...earlier].some((caseId) => log.hasOutputs(caseId)),
    ...{ startWorker: startWorker ?? null, crashed: crashed ?? null },
  })
  try {
    const plan = withDamage(opened)
    const events = run({
      ...{ run: manifest.run, prepared, maskers, signal, clock, firstEvent },
      plan: { ...plan, notices: [...plan.notices, ...taken.notices] },
      passesOf: planned.passesOf,
      source: taken.source,
      sink: await watchFolder(folder, toSink(log)),
      earlier: { has: (caseId) => earlier.has(caseId), load: (caseId) => loadOutcome(log, caseId) },
    })
    for await (const event of events) {
      await settle(opened, taken.choice(), event)
      yield event
    }
  } finally {
    await taken.source.release()
  }
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

function withDamage({ folder, manifest, log, planned: { plan } }: OpenRun): PlannedRun['plan'] {
  const file = `${folder.run}/${logOf(folder, manifest).form.file}`
  const damaged = log.damaged.map((place) => ({ code: 'run/damaged' as const, details: { file, place } }))
  return { ...plan, notices: [...plan.notices, ...damaged] }
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
