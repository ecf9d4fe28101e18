/** Reads a run from disk: its result, one of its cases. A run that is not finished is summed up as far as it got. */
import type { CaseContribution } from '@shared/contribution'
import { AppError, isAppError, type DetailsOf } from '@shared/errors'
import { runResultSchema, type Notice, type RunResult } from '@shared/run'
import { toCaseContribution } from '../contribution/case-contribution'
import { toContributionOptions } from '../contribution/contribution-options'
import { readUtf8 } from '../files/read-bytes'
import { toRunResult, type StoredCase } from '../run/run-result'
import { parseRecord } from '../store/parse-record'
import type { RunFolder } from '../store/run-folder'
import { loadRecords, sortRecords } from '../store/run-log'
import { toStoredCase } from '../store/run-record'
import { loadManifest, loadPathChoice, loadRunState } from '../store/run-store'

/**
 * Loads result.json, or sums up the cases so far. What of the folder is damaged and can be derived again is told in the notices.
 * Errors: run/not-found, run/other-version, run/bad-record (of run.json).
 */
export async function loadRunResult(folder: RunFolder): Promise<RunResult> {
  const kept = await readUtf8(folder.result).catch(() => null)
  const result = await orNotice(() =>
    kept === null ? null : parseRecord(folder, 'result.json', kept, runResultSchema),
  )
  if (result.value !== null) return result.value
  const manifest = await loadManifest(folder)
  const choice = await orNotice(() => loadPathChoice(folder))
  const { records, damagedLines } = await loadRecords(folder.outputs)
  const stored = sortRecords(records, manifest.caseIds).map(toStoredCase)
  const derived = toRunResult(manifest, stored, await loadRunState(folder), choice.value)
  const notices = [...result.notices, ...choice.notices, ...lostRecords(damagedLines)]
  return { ...derived, notices: [...derived.notices, ...notices] }
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

const namedLines = 10

function lostRecords(lines: readonly number[]): Notice[] {
  if (lines.length === 0) return []
  const details = { file: 'outputs.jsonl', lines: lines.slice(0, namedLines), count: lines.length }
  return [{ code: 'run/lost-records', details }]
}

/** Loads the part differences of one case. Errors: run/no-such-case. */
export async function loadCaseContribution(folder: RunFolder, caseId: string): Promise<CaseContribution> {
  const manifest = await loadManifest(folder)
  const stored = await loadStoredCases(folder)
  const found = stored.find((one) => one.caseId === caseId)
  if (found === undefined || !('outputs' in found)) {
    throw new AppError('run/no-such-case', { run: folder.run, caseId })
  }
  return toCaseContribution(found.outputs, toContributionOptions(manifest.settings, manifest.outputs))
}

/** Loads what is stored of every case, in the order of the run. Errors: run/not-found, run/other-version. */
export async function loadStoredCases(folder: RunFolder): Promise<StoredCase[]> {
  const { caseIds } = await loadManifest(folder)
  const { records } = await loadRecords(folder.outputs)
  return sortRecords(records, caseIds).map(toStoredCase)
}
