/** Executes the run in a folder: what is done stays, what is not is run, and the result is written at the end. */
import { isAppError, toErrorData } from '@shared/errors'
import type { PathChoice, RunEvent, RunManifest } from '@shared/run'
import type { Masker } from '../maskers/masker'
import type { CaseSink, RunJob } from '../run/job'
import { planRun, type PlannedRun } from '../run/plan-run'
import { prepareMaskers } from '../run/prepare-maskers'
import type { PreparedStudy } from '../run/prepared-study'
import { run } from '../run/run'
import { toRunResult } from '../run/run-result'
import { saveAtomically } from '../store/atomic-write'
import { runFolderAt, type RunFolder } from '../store/run-folder'
import { lockRun } from '../store/run-lock'
import { openRunLog, sortRunLog, type LoadedRecords, type RunLog } from '../store/run-log'
import { toStoredCase } from '../store/run-record'
import { loadManifest, saveRunState, toPrettyJson } from '../store/run-store'
import { isInterruption } from '@shared/run-fault'
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
    await saveRunState(folder, null)
    yield* executeLocked(folder, manifest, options)
  } catch (thrown) {
    // On a full disk not even this can be written; the reason must come through all the same.
    await saveRunState(folder, 'failed', toErrorData(thrown, 'run')).catch(() => undefined)
    throw thrown
  } finally {
    await release()
  }
}

async function* executeLocked(
  folder: RunFolder,
  manifest: RunManifest,
  options: ExecuteOptions,
): AsyncGenerator<RunEvent, void> {
  const prepared = await reopenStudy(folder, manifest)
  const maskers = await prepareMaskers(prepared)
  const planned = await planRun(prepared, maskers)
  const { log, ...loaded } = await openRunLog(folder.outputs)
  const opened = { folder, manifest, options, prepared, maskers, planned, log }
  let next = 0
  try {
    for await (const event of runOnPath({ ...opened, loaded, firstEvent: 0 })) {
      yield event
      next = event.sequence + 1
    }
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'run/path-differs-later') throw thrown
    // In this order: killed in between, the run finds the difference once more.
    await log.clear()
    await giveUpPath(folder, prepared, maskers, planned.plan.batchSize, toErrorData(thrown, 'path'))
    yield* runOnPath({ ...opened, loaded: { records: [], damagedLines: [] }, firstEvent: next })
  } finally {
    await log.close()
  }
}

interface OpenRun {
  readonly folder: RunFolder
  readonly manifest: RunManifest
  readonly options: ExecuteOptions
  readonly prepared: PreparedStudy
  readonly maskers: readonly Masker[]
  readonly planned: PlannedRun
  readonly log: RunLog
  readonly loaded: LoadedRecords
  readonly firstEvent: number
}

/** Errors: run/path-differs-later, after which nothing that was computed may stay. */
async function* runOnPath(opened: OpenRun): AsyncGenerator<RunEvent, void> {
  const { folder, manifest, prepared, maskers, planned, log, loaded, firstEvent } = opened
  const { signal, clock, startWorker, crashed } = opened.options
  const taken = await takeSource({
    ...{ folder, prepared, maskers, batchSize: planned.plan.batchSize },
    ...{ startWorker: startWorker ?? null, crashed: crashed ?? null },
  })
  try {
    const plan = withDamage(planned, folder, loaded)
    const events = run({
      ...{ run: manifest.run, prepared, maskers, signal, clock, firstEvent },
      plan: { ...plan, notices: [...plan.notices, ...taken.notices] },
      passesOf: planned.passesOf,
      source: taken.source,
      sink: await watchFolder(folder, toSink(log)),
      earlier: toEarlier(loaded),
    })
    for await (const event of events) {
      await settle(folder, manifest, taken.choice(), event)
      yield event
    }
  } finally {
    await taken.source.release()
  }
}

/** Writes what the last event of a run leaves on disk, before anybody hears of it. */
async function settle(
  folder: RunFolder,
  manifest: RunManifest,
  choice: PathChoice | null,
  event: RunEvent,
): Promise<void> {
  if (event.event === 'cancelled') await saveRunState(folder, 'cancelled')
  if (event.event === 'failed')
    await saveRunState(folder, isInterruption(event.error) ? 'interrupted' : 'failed', event.error)
  if (event.event !== 'finished') return
  const records = await sortRunLog(folder.outputs, manifest.caseIds.slice(0, event.casesDone))
  const result = toRunResult(manifest, records.map(toStoredCase), 'finished', choice)
  await saveAtomically(folder.result, toPrettyJson(result))
}

function withDamage(
  { plan }: PlannedRun,
  folder: RunFolder,
  { damagedLines }: LoadedRecords,
): PlannedRun['plan'] {
  const file = `${folder.run}/outputs.jsonl`
  const damaged = damagedLines.map((line) => ({ code: 'run/damaged' as const, details: { file, line } }))
  return { ...plan, notices: [...plan.notices, ...damaged] }
}

function toSink(log: RunLog): CaseSink {
  return {
    saveCase: (outputs) => log.append({ record: 'case', outputs }),
    saveSkipped: (caseId, error) => log.append({ record: 'skipped', caseId, error: { ...error } }),
  }
}

function toEarlier({ records }: LoadedRecords): RunJob['earlier'] {
  return new Map(
    records.map(toStoredCase).map((one) => [one.caseId, 'outputs' in one ? one.outputs : one.error]),
  )
}
