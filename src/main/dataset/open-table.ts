/** A CSV, TSV or Excel file -> its header and rows. */
import { basename } from 'node:path'
import { AppError, type ErrorData } from '@shared/errors'
import { isUnread } from '../files/open-file'
import { readBytes } from '../files/read-bytes'
import { decodeText } from './table/decode-text'
import { parseRawTable } from './table/parse-table'
import { readRawWorkbook } from './table/read-workbook'
import type { RawTable, Table, TableOptions } from './table/table'
import { tableFormatOf } from './table/table-format'
import { toTable } from './table/to-table'

/** A table of cases is small; anything beyond this is the wrong file. */
const limitBytes = 256 * 1024 * 1024

/**
 * Reads a table with a header row: text in UTF-8, UTF-16 or Windows-1252 with comma, semicolon, tab or bar, or an Excel workbook.
 * Errors: table/not-found, table/format, table/not-text, and those of readBytes, parseTable and readWorkbook.
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  return toTable(await openRawTable(path, options), options.column)
}

/** The same before the header is looked for, which `column` of the options may name. */
export async function openRawTable(path: string, options: TableOptions = {}): Promise<RawTable> {
  const file = basename(path)
  const bytes = await readBytes(path, limitBytes).catch((cause: unknown) => {
    throw isUnread(cause) ? new AppError('table/not-found', { file }, { cause }) : cause
  })
  const format = tableFormatOf(bytes, path)
  if (typeof format === 'object') throw new AppError('table/format', { file, format: format.refused })
  return format === 'xlsx' ? readRawWorkbook(bytes, file, options) : readTextTable(bytes, file, options)
}

function readTextTable(bytes: Uint8Array, file: string, options: TableOptions): RawTable {
  const { sheet } = options
  if (sheet !== undefined) throw new AppError('table/no-sheets', { file, sheet })
  const decoded = decodeText(bytes)
  if (decoded === null) throw new AppError('table/not-text', { file })
  const { text, encoding, isAssumed } = decoded
  const notices: ErrorData[] = isAssumed ? [{ code: 'table/encoding', details: { file, encoding } }] : []
  return parseRawTable(text, file, options, notices)
}
