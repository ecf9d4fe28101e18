/** The table of cases and a further table -> one table, by a column of both. */
import { AppError } from '@shared/errors'
import type { StudyJoin } from '@shared/study'
import { nearestName } from './nearest-name'
import type { Table, TableRow } from './table/table'

/**
 * Adds the columns of `other` to the cases (left join): keys are compared word for word without outer blanks. A case without a match
 * gets empty cells, and a notice counts them. Errors: table/no-column, table/column-twice, table/join-name, table/join-twice.
 */
export function joinTables(cases: Table, other: Table, { on, key = on, columns }: StudyJoin): Table {
  assertColumn(cases, 'dataset.join.on', on)
  assertColumn(other, 'dataset.join.key', key)
  for (const column of columns ?? []) assertColumn(other, 'dataset.join.columns', column)
  const added = columns ?? other.columns.filter((name) => name !== key)
  const clash = added.find((name) => cases.columns.includes(name) || cases.repeatedColumns.includes(name))
  if (clash !== undefined) {
    throw new AppError('table/join-name', { file: other.fileName, before: cases.fileName, column: clash })
  }
  const rowsByKey = groupRows(other, key)
  let unmatchedCount = 0
  const rows = cases.rows.map(({ cells, line }) => {
    const match = findMatch(other, key, rowsByKey.get((cells[on] ?? '').trim()))
    if (match === null) unmatchedCount += 1
    const more = added.map((name): [string, string] => [name, match?.cells[name] ?? ''])
    return { cells: Object.fromEntries([...Object.entries(cells), ...more]), line }
  })
  const details = { file: other.fileName, key, on, count: unmatchedCount, total: rows.length }
  return {
    fileName: cases.fileName,
    columns: [...cases.columns, ...added],
    repeatedColumns: [...cases.repeatedColumns, ...other.repeatedColumns],
    rows,
    notices: [
      ...cases.notices,
      ...other.notices,
      ...(unmatchedCount === 0 ? [] : [{ code: 'table/join-unmatched', details } as const]),
    ],
  }
}

/** Refuses a column that the table has not, or has more than once. Errors: table/no-column, table/column-twice. */
export function assertColumn(
  { columns, repeatedColumns, fileName: file }: Table,
  key: string,
  column: string,
): void {
  if (columns.includes(column)) return
  if (repeatedColumns.includes(column)) throw new AppError('table/column-twice', { file, key, column })
  const nearest = nearestName(column, columns)
  throw new AppError('table/no-column', { file, key, column, nearest, columnCount: columns.length })
}

/** Rows by key; those without one match nothing. */
function groupRows({ rows }: Table, key: string): ReadonlyMap<string, readonly TableRow[]> {
  const byKey = new Map<string, TableRow[]>()
  for (const row of rows) {
    const value = (row.cells[key] ?? '').trim()
    if (value === '') continue
    const same = byKey.get(value)
    if (same === undefined) byKey.set(value, [row])
    else same.push(row)
  }
  return byKey
}

function findMatch(
  { fileName: file }: Table,
  key: string,
  matches: readonly TableRow[] = [],
): TableRow | null {
  const [first, second] = matches
  if (first !== undefined && second !== undefined) {
    throw new AppError('table/join-twice', {
      file,
      key,
      line: second.line,
      before: first.line,
      count: matches.length,
    })
  }
  return first ?? null
}
