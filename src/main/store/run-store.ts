/** 10 of 11: runs on disk: create, find, load, remove. */
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorDataSchema } from '@shared/error-schema'
import { AppError, isSystemError, type ErrorData } from '@shared/errors'
import {
  pathChoiceSchema,
  runManifestSchema,
  runStates,
  type PathChoice,
  type RunManifest,
  type RunState,
  type RunSummary,
} from '@shared/run'
import { z } from 'zod'
import { saveAtomically } from './atomic-write'
import { makePrivateFolder } from './private-folder'
import { parseJson, parseRecord } from './parse-record'
import { runFolderAt, type RunFolder } from './run-folder'
import { isLocked } from './run-lock'
import { countCases } from './run-log'

const endSchema = z.object({ state: z.enum(runStates), error: errorDataSchema.nullable().catch(null) })

/** Writes study and manifest of a new run into its folder, which was claimed for it. */
export async function createRunFolder(
  path: string,
  study: string,
  manifest: RunManifest,
): Promise<RunFolder> {
  const folder = runFolderAt(path)
  // What could not be read again is not written.
  parseRecord(folder, 'run.json', toPrettyJson(manifest), runManifestSchema)
  await makePrivateFolder(path)
  await saveAtomically(folder.study, study)
  await saveAtomically(folder.manifest, toPrettyJson(manifest))
  return folder
}

/** Loads what identifies a run. Errors: run/not-found, run/other-version, run/bad-record. */
export async function loadManifest(folder: RunFolder): Promise<RunManifest> {
  const text = await readFile(folder.manifest, 'utf8').catch((cause: unknown) => {
    const isThere = isSystemError(cause) && !['ENOENT', 'ENOTDIR'].includes(cause.code)
    throw isThere ? cause : new AppError('run/not-found', { run: folder.run }, { cause })
  })
  return parseRecord(folder, 'run.json', text, runManifestSchema)
}

/** Loads the path of a run; null when it has none yet. Errors: run/bad-record. */
export async function loadPathChoice(folder: RunFolder): Promise<PathChoice | null> {
  const text = await readFile(folder.pathChoice, 'utf8').catch(() => null)
  return text === null ? null : parseRecord(folder, 'path.json', text, pathChoiceSchema)
}

/** Keeps the path of a run for the time when it is resumed. */
export async function savePathChoice(folder: RunFolder, choice: PathChoice): Promise<void> {
  await saveAtomically(folder.pathChoice, toPrettyJson(choice))
}

/** How the run stands: finished once its result is there; interrupted when nobody works on it and nobody ended it. */
export async function loadRunState(folder: RunFolder): Promise<RunState> {
  if (await exists(folder.result)) return 'finished'
  if (await isLocked(folder)) return 'running'
  const end = await loadEnd(folder)
  if (end !== null) return end.state
  return (await exists(folder.outputs)) ? 'interrupted' : 'created'
}

/** Why a run ended that did not finish; null when that was not noted, or a person cancelled it. */
export async function loadRunFault(folder: RunFolder): Promise<ErrorData | null> {
  return (await loadEnd(folder))?.error ?? null
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

async function loadEnd(folder: RunFolder): Promise<z.output<typeof endSchema> | null> {
  const text = await readFile(folder.state, 'utf8').catch(() => 'null')
  return endSchema.safeParse(parseJson(text)).data ?? null
}

/** Lists the runs below a folder, newest first. What is not a run, or of another version, is passed over. */
export async function listRuns(runsFolder: string): Promise<RunSummary[]> {
  const names = await readdir(runsFolder).catch(() => [])
  const summaries = await Promise.all(
    names.map((name) => loadSummary(runFolderAt(join(runsFolder, name))).catch(() => null)),
  )
  return summaries.filter((one) => one !== null).toSorted((a, b) => (a.run < b.run ? 1 : -1))
}

/** Deletes the folder of a run. Errors: run/busy. */
export async function removeRun(folder: RunFolder): Promise<void> {
  if (await isLocked(folder)) throw new AppError('run/busy', { run: folder.run })
  await loadManifest(folder)
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
    ...(await countCases(folder.outputs)),
    casesPlanned: manifest.caseIds.length,
    modelName: manifest.model.fileName,
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
