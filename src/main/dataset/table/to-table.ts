/** Rows of text -> a table with named columns. */
import { AppError, type ErrorData } from '@shared/errors'
import { sortRows } from './row-kinds'
import type { RawRow, RawTable, Table, TableRow } from './table'

interface NamedColumn {
  readonly name: string
  readonly index: number
}

/** Rows that were made before of the same file: who names another column gets the same rows, and what was found out of them holds on. */
const madeRows = new WeakMap<RawTable, Map<string, readonly TableRow[]>>()

/**
 * Takes the header and the rows below it as cases; rows of blanks are none, titles and footers are left out with a notice. Empty cells
 * at the end of a row that the header does not have are dropped; columns without a name and names that stand twice are left out with a
 * notice. Errors: table/empty, table/row-length, table/subtotal.
 */
export function toTable(raw: RawTable, wanted?: string): Table {
  const { fileName, notices, separator } = raw
  const sorted = sortRows(raw.rows, fileName, wanted)
  const header = sorted.header?.values.map((name) => name.trim()) ?? []
  const { body } = sorted
  const named = header.map((name, index) => ({ name, index })).filter(({ name }) => name !== '')
  if (named.length === 0) throw new AppError('table/empty', { file: fileName })
  const width = (named.at(-1)?.index ?? 0) + 1
  for (const row of body) assertLength(row, width, header.length, fileName)
  const counts = new Map<string, number>()
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1)
  const repeated = [...counts].filter(([, count]) => count > 1).map(([name]) => name)
  const columns = named.filter(({ name }) => counts.get(name) === 1)
  return {
    fileName,
    columns: columns.map(nameOf),
    repeatedColumns: repeated,
    rows: rowsOf(raw, `${sorted.header?.line} ${body.length}`, () => body.map((row) => toRow(row, columns))),
    ...(separator === undefined ? {} : { separator }),
    notices: [...notices, ...sorted.notices, ...headerNotices(header, repeated, body, fileName)],
  }
}

function rowsOf(raw: RawTable, key: string, make: () => readonly TableRow[]): readonly TableRow[] {
  const made = madeRows.get(raw) ?? new Map<string, readonly TableRow[]>()
  madeRows.set(raw, made)
  const rows = made.get(key) ?? make()
  made.set(key, rows)
  return rows
}

function nameOf({ name }: NamedColumn): string {
  return name
}

function toRow({ values, line }: RawRow, columns: readonly NamedColumn[]): TableRow {
  return { cells: Object.fromEntries(columns.map(({ name, index }) => [name, values[index] ?? ''])), line }
}

/** A row must reach the last named column; beyond the header it may only have empty cells. */
function assertLength({ values, line }: RawRow, width: number, headerLength: number, file: string): void {
  const hasMore = values.slice(headerLength).some((value) => value.trim() !== '')
  if (values.length >= width && !hasMore) return
  throw new AppError('table/row-length', { file, line, found: values.length, wanted: width })
}

function headerNotices(
  header: readonly string[],
  repeated: readonly string[],
  body: readonly RawRow[],
  file: string,
): ErrorData[] {
  const nameless = header.flatMap((name, index) => {
    const isUsed = name === '' && body.some(({ values }) => (values[index] ?? '').trim() !== '')
    return isUsed ? [index + 1] : []
  })
  return [
    ...(nameless.length === 0
      ? []
      : [{ code: 'table/nameless-columns', details: { file, positions: nameless } } as const]),
    ...(repeated.length === 0
      ? []
      : [{ code: 'table/repeated-columns', details: { file, columns: repeated } } as const]),
  ]
}
