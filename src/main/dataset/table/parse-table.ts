/** The text of a CSV or TSV file -> a table. */
import { parse } from 'csv-parse/sync'
import { AppError, type ErrorData } from '@shared/errors'
import { findSeparator } from './separator'
import {
  separators,
  type RawRow,
  type RawTable,
  type Separator,
  type Table,
  type TableOptions,
} from './table'
import { checkTextTable } from './table-limits'
import { toTable } from './to-table'

interface ParsedRow {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** First line that Excel writes and reads to name the separator; it is no row. */
const separatorLine = /^"?sep=([^\r\n"])"?[ \t]*(?=[\r\n]|$)/i

/**
 * Parses a table: quoted cells may hold separators, line feeds and doubled quotes; line ends of Unix, Windows and old Mac. A first
 * line `sep=;` counts, a separator given by the study counts more. Errors: table/malformed, table/separator, and those of checkTextTable and toTable.
 */
export function parseTable(text: string, file: string, options: TableOptions = {}): Table {
  return toTable(parseRawTable(text, file, options), options.column)
}

/** The same before the header is looked for. */
export function parseRawTable(
  text: string,
  file: string,
  { separator: given }: TableOptions = {},
  notices: readonly ErrorData[] = [],
): RawTable {
  const line = separatorLine.exec(text)
  // Its line end stays, so that the lines after it count right.
  const body = line === null ? text : text.slice(line[0].length)
  const said = separators.find((one) => one === line?.[1])
  const separator = given ?? said ?? findSeparator(body, file)
  checkTextTable(body, separator, file)
  let start = 1
  const rows = parseRows(body, separator, file).map(({ record, info }): RawRow => {
    const row = { values: record, line: start }
    start = info.lines + 1
    return row
  })
  return { fileName: file, rows, notices, separator }
}

function parseRows(text: string, delimiter: Separator, file: string): readonly ParsedRow[] {
  try {
    const rows: unknown = parse(text, {
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
    })
    // Its types leave out what `info: true` adds.
    return rows as ParsedRow[]
  } catch (cause) {
    const line =
      cause instanceof Error && 'lines' in cause && typeof cause.lines === 'number' ? cause.lines : 1
    throw new AppError('table/malformed', { file, line }, { cause })
  }
}
