/** Exports a run as CSV tables, as one JSON document, or as the records of its log; record by record, however large it is. */
import type { ExportTable } from '@shared/export-tables'
import { AppError } from '@shared/errors'
import type { Notice } from '@shared/notice'
import type { RunResult } from '@shared/run'
import { toCsvLine } from '../store/csv'
import {
  partsHead,
  toCasesTable,
  toContributionsTable,
  toGroundingRows,
  toJointCells,
  toLabelsTable,
  toPartRows,
} from '../store/export-tables'
import type { RunFolder } from '../store/run-folder'
import { toStoredCase, type RunRecord } from '../store/run-record'
import { loadManifest } from '../store/run-store'
import { toJsonElement, toOpenJson } from '../store/sealed-json'
import { loadRunResult, streamRecords } from './load-run'

export interface ExportQuestion {
  readonly format: 'csv' | 'json'
  readonly table: ExportTable
}

export interface RunExport {
  /** Carries the run, never a patient. */
  readonly fileName: string
  readonly type: string
  /** Whole lines, made while they are read. */
  readonly pieces: AsyncIterable<string> | Iterable<string>
  /** What is missing in it, once all pieces were read. */
  readonly notices: readonly Notice[]
}

const types = { csv: 'text/csv', json: 'application/json' } as const
const tables = {
  contributions: toContributionsTable,
  labels: toLabelsTable,
  cases: toCasesTable,
  joint: toJointCells,
  grounding: toGroundingRows,
}
/** What a page can take at once. */
const largestBytes = 512 * 1024 * 1024

/** Makes the file of an export in memory, for a page. Errors: run/export-too-large, and those of `openExport`. */
export async function exportRun(
  folder: RunFolder,
  question: ExportQuestion,
): Promise<{ fileName: string; file: Blob; notices: Notice[] }> {
  const { fileName, type, pieces, notices } = await openExport(folder, question)
  const kept: string[] = []
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > largestBytes)
      throw new AppError('run/export-too-large', { run: folder.run, limitBytes: largestBytes })
    kept.push(piece)
  }
  return { fileName, file: new Blob(kept, { type }), notices: [...notices] }
}

/** Opens an export. Errors: those of run.json, result.json and log. */
export async function openExport(folder: RunFolder, { format, table }: ExportQuestion): Promise<RunExport> {
  const manifest = await loadManifest(folder)
  const notices: Notice[] = []
  const records = streamRecords(folder, manifest, (lost) => notices.push(...lost))
  const make = (name: string, kind: keyof typeof types, pieces: RunExport['pieces']): RunExport => ({
    ...{ fileName: `${folder.run}${name}`, type: types[kind], pieces, notices },
  })
  if (table === 'outputs') return make('-outputs.jsonl', 'json', toLines(records))
  if (format === 'json') return make('.json', 'json', toDocument(await loadRunResult(folder), records))
  if (table === 'parts') return make('-parts.csv', 'csv', toPartLines(records, manifest.outputs.names))
  const result = await loadRunResult(folder)
  return make(`-${table}.csv`, 'csv', tables[table](result).map(toCsvLine))
}

type Records = AsyncIterable<RunRecord>

/** One record a line, as a log of lines has it, without the checksums. */
async function* toLines(records: Records): AsyncGenerator<string, void> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`
}

async function* toPartLines(records: Records, outputNames: readonly string[]): AsyncGenerator<string, void> {
  yield toCsvLine(partsHead)
  for await (const record of records)
    yield toPartRows(toStoredCase(record), outputNames).map(toCsvLine).join('')
}

/** The result with what is stored of every case behind it. */
async function* toDocument(result: RunResult, records: Records): AsyncGenerator<string, void> {
  yield* toOpenJson(result)
  yield ',\n  "outputs": ['
  let isFirst = true
  for await (const record of records) {
    yield `${isFirst ? '' : ','}\n    ${toJsonElement(toStoredCase(record))}`
    isFirst = false
  }
  yield isFirst ? ']\n}\n' : '\n  ]\n}\n'
}
