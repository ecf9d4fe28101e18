/** Exports a run as CSV tables or as one JSON document. */
import type { RunFolder } from '../store/run-folder'
import { loadManifest, toPrettyJson } from '../store/run-store'
import { toCasesTable, toContributionsTable, toPartsTable } from '../store/export-tables'
import { toCsv } from '../store/csv'
import { loadRunResult, loadStoredCases } from './load-run'

export type ExportTable = 'contributions' | 'cases' | 'parts'

/** Makes the file of an export; its name carries the run, never a patient. */
export async function exportRun(
  folder: RunFolder,
  format: 'csv' | 'json',
  table: ExportTable,
): Promise<{ fileName: string; file: Blob }> {
  if (format === 'json') {
    const text = toPrettyJson({ ...(await loadRunResult(folder)), outputs: await loadStoredCases(folder) })
    return { fileName: `${folder.run}.json`, file: new Blob([text], { type: 'application/json' }) }
  }
  const text = toCsv(await tableRows(folder, table))
  return { fileName: `${folder.run}-${table}.csv`, file: new Blob([text], { type: 'text/csv' }) }
}

async function tableRows(folder: RunFolder, table: ExportTable) {
  if (table === 'parts') {
    const { outputs } = await loadManifest(folder)
    return toPartsTable(await loadStoredCases(folder), outputs.names)
  }
  const result = await loadRunResult(folder)
  return table === 'contributions' ? toContributionsTable(result) : toCasesTable(result)
}
