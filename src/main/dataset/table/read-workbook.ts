/** An Excel workbook (.xlsx, .xlsm) -> the table on one of its sheets. */
import { readSheet } from 'read-excel-file/node'
import { AppError, type ErrorData } from '@shared/errors'
import { nearestName } from '../nearest-name'
import { percentStyles } from './percent-styles'
import { scanSheet, type SheetScan } from './scan-sheet'
import { sheetCell } from './sheet-cell'
import type { RawTable, Table, TableOptions } from './table'
import { tableLimits } from './table-limits'
import { toStoredZip } from './to-stored-zip'
import { toTable } from './to-table'
import { workbookSheets, type WorkbookLayout, type WorkbookSheet } from './workbook-sheets'
import { zipEntries, type ZipEntry } from './zip-entries'

/** What the parts that are read may unpack to; a table of a million cells has some 50 MiB. */
export const MAX_WORKBOOK_BYTES = 256 * 1024 * 1024

const workbookPath = 'xl/workbook.xml'
const relationsPath = 'xl/_rels/workbook.xml.rels'

/**
 * Reads a sheet: typed cells as canonical text, formulas by their saved results, rows counted as Excel does. Without a name it is the
 * first that is shown and has cells. Error cells, merged cells and formulas without a result are empty and noticed.
 * Errors: table/workbook, table/workbook-too-large, table/no-sheet, table/chart-sheet, and those of toTable.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  file: string,
  options: TableOptions = {},
): Promise<Table> {
  return toTable(await readRawWorkbook(bytes, file, options), options.column)
}

/** The same before the header is looked for. */
export async function readRawWorkbook(
  bytes: Uint8Array,
  file: string,
  { sheet: wanted }: TableOptions = {},
): Promise<RawTable> {
  const whole = openParts(bytes, file)
  const layout = inWorkbook(file, () =>
    workbookSheets(textOf(whole, workbookPath), textOf(whole, relationsPath)),
  )
  const candidates = candidateSheets(layout, wanted, file)
  const opened = openSheet(whole, layout, candidates, file)
  assertSize(opened, file)
  const rows = await readRows(opened.parts, opened.sheet.number, file)
  return {
    fileName: file,
    rows: rows.map((values, at) => ({ values, line: at + 1 })),
    notices: sheetNotices(layout, wanted, opened, file),
  }
}

interface OpenedSheet {
  readonly sheet: WorkbookSheet
  readonly scan: SheetScan
  readonly parts: ReadonlyMap<string, Buffer>
}

/** The first of the sheets that has cells, else the first. */
function openSheet(
  whole: Entries,
  { sharedPaths }: WorkbookLayout,
  candidates: readonly WorkbookSheet[],
  file: string,
): OpenedSheet {
  let first: OpenedSheet | null = null
  for (const sheet of candidates) {
    const needed = [workbookPath, relationsPath, sheet.path, ...sharedPaths]
    const parts = inWorkbook(file, () => unpackParts(whole, needed, file))
    const text = (path: string): string => parts.get(path)?.toString('utf8') ?? ''
    const styles = inWorkbook(file, () =>
      percentStyles(sharedPaths.filter((path) => /styles/i.test(path)).map(text)),
    )
    const scan = inWorkbook(file, () => scanSheet(text(sheet.path), styles))
    const opened = { sheet, scan, parts }
    if (scan.rowCount > 0) return opened
    first ??= opened
  }
  if (first === null) throw new AppError('table/workbook', { file })
  return first
}

function assertSize({ sheet, scan: { rowCount, columnCount } }: OpenedSheet, file: string): void {
  const { cells: limit, rows } = tableLimits
  if (rowCount * columnCount <= limit && rowCount <= rows) return
  throw new AppError('table/sheet-too-large', { file, sheet: sheet.name, rowCount, columnCount, limit, rows })
}

type Entries = ReadonlyMap<string, ZipEntry>

function openParts(bytes: Uint8Array, file: string): Entries {
  const entries = inWorkbook(file, () => zipEntries(bytes))
  if (!entries.has(workbookPath))
    throw new AppError('table/format', { file, format: 'a zip archive without an Excel workbook' })
  return entries
}

function textOf(entries: Entries, path: string): string {
  const entry = entries.get(path)
  if (entry === undefined || entry.sizeBytes > MAX_WORKBOOK_BYTES / 16) throw new Error('no list of sheets')
  return entry.unpack().toString('utf8')
}

/** The sizes are summed up before the first part is unpacked. */
function unpackParts(entries: Entries, paths: readonly string[], file: string): Map<string, Buffer> {
  const needed = [...new Set(paths)].flatMap((path) => entries.get(path) ?? [])
  const sizeBytes = needed.reduce((sum, entry) => sum + entry.sizeBytes, 0)
  if (sizeBytes > MAX_WORKBOOK_BYTES) {
    throw new AppError('table/workbook-too-large', { file, sizeBytes, limitBytes: MAX_WORKBOOK_BYTES })
  }
  return new Map(needed.map((entry) => [entry.name, entry.unpack()]))
}

/** The wanted sheet; else those with cells in the order of the tabs, those that are shown first. */
function candidateSheets(
  { sheets }: WorkbookLayout,
  wanted: string | undefined,
  file: string,
): readonly WorkbookSheet[] {
  if (wanted === undefined) {
    const withCells = sheets.filter(({ hasCells }) => hasCells)
    return withCells.toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden))
  }
  const names = sheets.map(({ name }) => name)
  const found = sheets.find(({ name }) => name === wanted)
  if (found?.hasCells === true) return [found]
  if (found !== undefined) throw new AppError('table/chart-sheet', { file, sheet: wanted })
  throw new AppError('table/no-sheet', {
    file,
    sheet: wanted,
    nearest: nearestName(wanted, names),
    sheetCount: names.length,
  })
}

async function readRows(
  parts: ReadonlyMap<string, Buffer>,
  sheet: number,
  file: string,
): Promise<string[][]> {
  try {
    const rows: readonly (readonly unknown[])[] = await readSheet(toStoredZip(parts), sheet, { trim: false })
    return rows.map((row) => row.map(sheetCell))
  } catch (cause) {
    throw new AppError('table/workbook', { file }, { cause })
  }
}

function sheetNotices(
  { sheets }: WorkbookLayout,
  wanted: string | undefined,
  { sheet: { name: sheet }, scan }: OpenedSheet,
  file: string,
): ErrorData[] {
  const counted = (code: CountedCode, count: number): ErrorData[] =>
    count === 0 ? [] : [{ code, details: { file, sheet, count } }]
  return [
    ...(wanted === undefined && sheets.length > 1
      ? [{ code: 'table/first-sheet', details: { file, sheet, sheetCount: sheets.length } } as const]
      : []),
    ...counted('table/error-cells', scan.errorCount),
    ...counted('table/open-formulas', scan.openFormulaCount),
    ...counted('table/merged-cells', scan.mergedCount),
    ...counted('table/hidden-rows', scan.hiddenCount),
    ...counted('table/percent-cells', scan.percentCount),
  ]
}

type CountedCode =
  | 'table/error-cells'
  | 'table/open-formulas'
  | 'table/merged-cells'
  | 'table/hidden-rows'
  | 'table/percent-cells'

/** Runs a step over untrusted bytes; whatever it throws means that the workbook is damaged. */
function inWorkbook<T>(file: string, step: () => T): T {
  try {
    return step()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('table/workbook', { file }, { cause })
  }
}
