/** Reads a run from disk: its result, one of its cases. A run that is not finished is summed up as far as it got. */
import type { CaseContribution } from '@shared/contribution'
import { AppError, isAppError, type DetailsOf } from '@shared/errors'
import type { CaseOutputs } from '@shared/outputs'
import { runResultSchema, type RunManifest, type RunResult } from '@shared/run'
import type { Notice } from '@shared/notice'
import { toCaseContribution } from '../contribution/case-contribution'
import { toContributionOptions } from '../contribution/contribution-options'
import { createRunSum } from '../run/run-result'
import { isTooLargeToParse, readIfThere } from '../store/load-json'
import { openLogReader, withLog, type LogReader } from '../store/log-reader'
import { parseRecord } from '../store/parse-record'
import type { RunFolder } from '../store/run-folder'
import { toStoredCase, type RunRecord } from '../store/run-record'
import { loadManifest, loadPathChoice, loadRunState } from '../store/run-store'

/**
 * Loads result.json, or sums up the cases so far. What of the folder is damaged and can be derived again is told in the notices.
 * Errors: run/not-found, run/other-version, run/bad-record (of run.json or the log), run/missing-file; the reason of `signal`.
 */
export async function loadRunResult(folder: RunFolder, signal?: AbortSignal): Promise<RunResult> {
  const manifest = await loadManifest(folder)
  const kept = await orNotice(() => loadResultFile(folder, manifest))
  return kept.value ?? deriveResult(folder, manifest, kept.notices, signal)
}

/** Null where there is none, or one that no string can hold: it is derived again then. */
async function loadResultFile(folder: RunFolder, manifest: RunManifest): Promise<RunResult | null> {
  const text = (await isTooLargeToParse(folder.result)) ? null : await readIfThere(folder.result)
  if (text === null) return null
  const result = parseRecord(folder, 'result.json', text, runResultSchema)
  if (result.run !== manifest.run)
    throw new AppError('run/bad-record', { run: folder.run, file: 'result.json', key: 'run' })
  return result
}

async function deriveResult(
  folder: RunFolder,
  manifest: RunManifest,
  notices: readonly Notice[],
  signal?: AbortSignal,
): Promise<RunResult> {
  const choice = await orNotice(() => loadPathChoice(folder))
  const state = await loadRunState(folder)
  const sum = createRunSum(manifest, choice.value)
  let lost: readonly Notice[] = []
  const records = streamRecords(folder, manifest, (found) => (lost = found))
  for await (const record of records) {
    signal?.throwIfAborted()
    sum.add(toStoredCase(record))
  }
  const derived = sum.end(state)
  return { ...derived, notices: [...derived.notices, ...notices, ...choice.notices, ...lost] }
}

/** A damaged file that can be done without becomes a notice. */
async function orNotice<T>(
  read: () => T | Promise<T>,
): Promise<{ readonly value: T | null; readonly notices: readonly Notice[] }> {
  try {
    return { value: await read(), notices: [] }
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'run/bad-record') throw thrown
    const { file, key } = thrown.details as DetailsOf<'run/bad-record'>
    return { value: null, notices: [{ code: 'run/derived-again', details: { file, key } }] }
  }
}

const namedPlaces = 10

/** What of the log is damaged, as far as it was read. */
function lostRecords({ file, damaged }: LogReader): Notice[] {
  const places = damaged()
  if (places.length === 0) return []
  const details = { file, places: places.slice(0, namedPlaces), count: places.length }
  return [{ code: 'run/lost-records', details }]
}

function assertThere({ run }: RunFolder, { isThere, file }: LogReader): void {
  if (!isThere) throw new AppError('run/missing-file', { run, file })
}

/** Loads the part differences of one case. Errors: why it was skipped, run/no-such-case, run/missing-file. */
export async function loadCaseContribution(folder: RunFolder, caseId: string): Promise<CaseContribution> {
  const manifest = await loadManifest(folder)
  const outputs = await loadOutputs(folder, manifest, caseId)
  return toCaseContribution(outputs, toContributionOptions(manifest.settings, manifest.outputs))
}

/** The patient of one case, as the table has it; apart from all else, so that nobody is sent it who did not ask. Errors: as above. */
export async function loadPatient(folder: RunFolder, caseId: string): Promise<string | null> {
  return (await loadOutputs(folder, await loadManifest(folder), caseId)).patient
}

async function loadOutputs(folder: RunFolder, manifest: RunManifest, caseId: string): Promise<CaseOutputs> {
  const record = await withLog(folder, manifest, (log) => {
    assertThere(folder, log)
    return log.read(caseId)
  })
  if (record?.record === 'skipped') throw new AppError(record.error.code, record.error.details)
  if (record?.record !== 'case') throw new AppError('run/no-such-case', { run: folder.run, caseId })
  return record.outputs
}

/**
 * All records of a run in its order, one by one; `tellLost` hears at the end what is damaged. Errors: run/missing-file (of a run that
 * is finished), and those of the log.
 */
export async function* streamRecords(
  folder: RunFolder,
  manifest: RunManifest,
  tellLost: (lost: readonly Notice[]) => void,
): AsyncGenerator<RunRecord, void> {
  const log = await openLogReader(folder, manifest)
  try {
    if ((await loadRunState(folder)) === 'finished') assertThere(folder, log)
    yield* log.records()
    tellLost(lostRecords(log))
  } finally {
    await log.close()
  }
}
