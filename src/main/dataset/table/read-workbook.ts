/** 1 of 11: an Excel workbook (.xlsx, .xlsm) -> the table on one of its sheets. */
import { readSheet } from 'read-excel-file/node'
import { AppError, type ErrorData } from '@shared/errors'
import { nearestName } from '../nearest-name'
import { scanSheet, type SheetScan } from './scan-sheet'
import { sheetCell } from './sheet-cell'
import type { Table } from './table'
import { toStoredZip } from './to-stored-zip'
import { toTable } from './to-table'
import { workbookSheets, type WorkbookLayout } from './workbook-sheets'
import { zipEntries, type ZipEntry } from './zip-entries'

/** What the parts that are read may unpack to; a table of a million cells has some 50 MiB. */
export const MAX_WORKBOOK_BYTES = 256 * 1024 * 1024
/** Rows times columns; a sheet may claim 17 billion. */
export const MAX_SHEET_CELLS = 20_000_000

const workbookPath = 'xl/workbook.xml'
const relationsPath = 'xl/_rels/workbook.xml.rels'

/**
 * Reads a sheet: typed cells as canonical text, formulas by their saved results, rows counted as Excel does. Error cells, merged
 * cells and formulas without a result are empty and noticed. Errors: table/workbook, table/workbook-too-large, table/no-sheet, and those of toTable.
 */
export async function readWorkbook(bytes: Uint8Array, file: string, wanted?: string): Promise<Table> {
  const whole = openParts(bytes, file)
  const layout = inWorkbook(file, () =>
    workbookSheets(textOf(whole, workbookPath), textOf(whole, relationsPath)),
  )
  const index = chooseSheet(layout, wanted, file)
  const sheet = layout.sheets[index]
  if (sheet === undefined) throw new AppError('table/workbook', { file })
  const needed = [workbookPath, relationsPath, sheet.path, ...layout.sharedPaths]
  const parts = inWorkbook(file, () => unpackParts(whole, needed, file))
  const scan = inWorkbook(file, () => scanSheet(parts.get(sheet.path)?.toString('utf8') ?? ''))
  const { rowCount, columnCount } = scan
  if (rowCount * columnCount > MAX_SHEET_CELLS) {
    throw new AppError('table/sheet-too-large', {
      file,
      sheet: sheet.name,
      rowCount,
      columnCount,
      limit: MAX_SHEET_CELLS,
    })
  }
  const rows = await readRows(parts, index + 1, file)
  const notices = sheetNotices(layout, wanted, sheet.name, scan, file)
  return toTable(
    rows.map((values, at) => ({ values, line: at + 1 })),
    file,
    notices,
  )
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

/** Index of the wanted sheet, else of the first. */
function chooseSheet({ sheets }: WorkbookLayout, wanted: string | undefined, file: string): number {
  if (wanted === undefined) return 0
  const names = sheets.map(({ name }) => name)
  const index = names.indexOf(wanted)
  if (index >= 0) return index
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
  sheet: string,
  { errorCount, openFormulaCount, mergedCount }: SheetScan,
  file: string,
): ErrorData[] {
  const where = { file, sheet }
  return [
    ...(wanted === undefined && sheets.length > 1
      ? [{ code: 'table/first-sheet', details: { ...where, sheetCount: sheets.length } } as const]
      : []),
    ...(errorCount > 0
      ? [{ code: 'table/error-cells', details: { ...where, count: errorCount } } as const]
      : []),
    ...(openFormulaCount > 0
      ? [{ code: 'table/open-formulas', details: { ...where, count: openFormulaCount } } as const]
      : []),
    ...(mergedCount > 0
      ? [{ code: 'table/merged-cells', details: { ...where, count: mergedCount } } as const]
      : []),
  ]
}

/** Runs a step over untrusted bytes; whatever it throws means that the workbook is damaged. */
function inWorkbook<T>(file: string, step: () => T): T {
  try {
    return step()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('table/workbook', { file }, { cause })
  }
}
