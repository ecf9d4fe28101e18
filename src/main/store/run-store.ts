/** Runs on disk: create, find, load, remove. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorDataSchema } from '@shared/error-schema'
import { AppError, isSystemError, toErrorData, type ErrorData } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { pathChoiceSchema, type PathChoice } from '@shared/path-choice'
import { runManifestSchema, runStates, type RunManifest, type RunState, type RunSummary } from '@shared/run'
import { z } from 'zod'
import type { Cohort } from '../run/learn-cohort'
import { saveAtomically } from './atomic-write'
import { saveCohort } from './cohort-file'
import { countCases } from './count-cases'
import { readIfThere } from './load-json'
import { makePrivateFolder } from './private-folder'
import { parseJson, parseRecord } from './parse-record'
import { runFolderAt, type RunFolder } from './run-folder'
import { isLocked } from './run-lock'
import { toSealedJson } from './sealed-json'

const endSchema = z.object({ state: z.enum(runStates), error: errorDataSchema.nullable().catch(null) })

/** Writes study, cohort and manifest of a new run into its folder, which was claimed for it; the manifest last, as it makes a run of it. */
export async function createRunFolder(
  path: string,
  study: string,
  manifest: RunManifest,
  cohort: Cohort | null = null,
): Promise<RunFolder> {
  const folder = runFolderAt(path)
  // What could not be read again is not written.
  parseRecord(folder, 'run.json', toPrettyJson(manifest), runManifestSchema)
  await makePrivateFolder(path)
  await saveAtomically(folder.study, study)
  if (cohort !== null) await saveCohort(folder, cohort)
  await saveAtomically(folder.manifest, toSealedJson(manifest))
  return folder
}

/** Loads what identifies a run. Errors: run/not-found, run/missing-file, run/other-version, run/bad-record. */
export async function loadManifest(folder: RunFolder): Promise<RunManifest> {
  const text = await readIfThere(folder.manifest)
  if (text === null) {
    const { run } = folder
    throw (await hasTraces(folder))
      ? new AppError('run/missing-file', { run, file: 'run.json' })
      : new AppError('run/not-found', { run })
  }
  return parseRecord(folder, 'run.json', text, runManifestSchema)
}

/** What only a run leaves; without any of it a folder is none. */
async function hasTraces(folder: RunFolder): Promise<boolean> {
  const traces = [folder.outputs, folder.outputLines, folder.result, folder.pathChoice]
  return (await Promise.all(traces.map(exists))).includes(true)
}

/** Loads the path of a run; null when it has none yet. Errors: run/bad-record, and what the system says. */
export async function loadPathChoice(folder: RunFolder): Promise<PathChoice | null> {
  const text = await readIfThere(folder.pathChoice)
  return text === null ? null : parseRecord(folder, 'path.json', text, pathChoiceSchema)
}

/** Keeps the path of a run for the time when it is resumed. */
export async function savePathChoice(folder: RunFolder, choice: PathChoice): Promise<void> {
  await saveAtomically(folder.pathChoice, toSealedJson(choice))
}

/** How the run stands: finished once its result is there; interrupted when nobody works on it and nobody ended it. */
export async function loadRunState(folder: RunFolder): Promise<RunState> {
  if (await exists(folder.result)) return 'finished'
  if (await isLocked(folder)) return 'running'
  const end = await loadRunEnd(folder)
  if (end !== null) return end.state
  const logs = [folder.outputs, folder.outputLines]
  return (await Promise.all(logs.map(exists))).includes(true) ? 'interrupted' : 'created'
}

/** Why a run ended that did not finish; null when that was not noted, or a person cancelled it. */
export async function loadRunFault(folder: RunFolder): Promise<ErrorData | null> {
  return (await loadRunEnd(folder))?.error ?? null
}

/** Notes how and why a run ended that did not finish; resuming clears it. */
export async function saveRunState(
  folder: RunFolder,
  state: RunState | null,
  error: ErrorData | null = null,
): Promise<void> {
  if (state === null) await rm(folder.state, { force: true })
  else await saveAtomically(folder.state, toPrettyJson({ state, error }))
}

const noteLimitBytes = 2 ** 20

/** How a run was last noted to end; null when nothing was noted. */
export async function loadRunEnd(folder: RunFolder): Promise<z.output<typeof endSchema> | null> {
  // What is no file of ours, or cannot be read, notes nothing.
  const text = await readIfThere(folder.state, noteLimitBytes).catch(whereRefused(null))
  return text === null ? null : (endSchema.safeParse(parseJson(text)).data ?? null)
}

/** Lists the runs below a folder, newest first, damaged ones with what is wrong. What is not a run is passed over. */
export async function listRuns(runsFolder: string): Promise<RunSummary[]> {
  const names = await readdir(runsFolder).catch((thrown: unknown) => {
    if (isSystemError(thrown) && thrown.code === 'ENOENT') return []
    throw thrown
  })
  const summaries = await Promise.all(
    names.map((name) => loadSummary(runFolderAt(join(runsFolder, name))).catch(toDamaged(name))),
  )
  return summaries.filter((one) => one !== null).toSorted((a, b) => (a.run < b.run ? 1 : -1))
}

/** Deletes the folder of a run. Errors: run/busy. */
export async function removeRun(folder: RunFolder): Promise<void> {
  if (await isLocked(folder)) throw new AppError('run/busy', { run: folder.run })
  await loadManifest(folder).catch((thrown: unknown) => {
    // A run that cannot be read can be deleted all the same.
    if (toDamaged(folder.run)(thrown) === null) throw thrown
  })
  await rm(folder.path, { recursive: true, force: true })
}

/** JSON as we keep it on disk: two spaces, a final line feed, keys in the order they were made. */
export function toPrettyJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** How a run stands, without reading what it computed. Errors: those of loadManifest. */
export async function loadSummary(folder: RunFolder): Promise<RunSummary> {
  const manifest = await loadManifest(folder)
  return {
    run: folder.run,
    name: manifest.name,
    createdAt: manifest.createdAt,
    state: await loadRunState(folder),
    damage: null,
    ...(await countCases(folder, manifest)),
    casesPlanned: manifest.caseIds.length,
    modelName: manifest.model.fileName,
  }
}

/** Null for what is no run. */
function toDamaged(run: string): (thrown: unknown) => RunSummary | null {
  return (thrown) => {
    const damage = toErrorData(thrown, 'run')
    if (damage.code === 'run/not-found') return null
    const unknown = { createdAt: '', casesDone: 0, casesSkipped: 0, casesPlanned: 0, modelName: '' }
    return { run, name: run, state: 'damaged', damage, ...unknown }
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )
}
