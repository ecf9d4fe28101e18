/** Reads a run from disk: its result, one of its cases. A run that is not finished is summed up as far as it got. */
import { readFile } from 'node:fs/promises'
import type { CaseContribution } from '@shared/contribution'
import { AppError } from '@shared/errors'
import { runResultSchema, type RunResult } from '@shared/run'
import { toCaseContribution } from '../contribution/case-contribution'
import { toContributionOptions } from '../contribution/contribution-options'
import { toRunResult, type StoredCase } from '../run/run-result'
import type { RunFolder } from '../store/run-folder'
import { loadRecords, sortRecords } from '../store/run-log'
import { toStoredCase } from '../store/run-record'
import { loadManifest, loadPathChoice, loadRunState } from '../store/run-store'

/** Loads result.json, or sums up the cases so far. Errors: run/not-found, run/other-version. */
export async function loadRunResult(folder: RunFolder): Promise<RunResult> {
  const kept = await readFile(folder.result, 'utf8').catch(() => null)
  if (kept !== null) {
    const parsed = runResultSchema.safeParse(JSON.parse(kept))
    if (parsed.success) return parsed.data
  }
  const manifest = await loadManifest(folder)
  const choice = await loadPathChoice(folder)
  return toRunResult(manifest, await loadStoredCases(folder), await loadRunState(folder), choice)
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
