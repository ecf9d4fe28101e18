/** What the columns of a table hold, judged by their cells: for drafting a study and for showing a table. */
import type { ColumnType } from '@shared/table-column'
import { columnCells, originOf, type CountedText } from './table/column-cells'
import { areDates } from './table/dates'
import { numberShape } from './table/number-shape'
import type { Table, TableRow } from './table/table'
import { toWrittenNumber } from './table/written-number'

/** A column in figures. `levels` are patient values when the type is category or boolean: never log them. */
export interface TableColumn {
  readonly name: string
  readonly type: ColumnType
  /** Different values, missing cells not counted. */
  readonly distinctCount: number
  readonly missingCount: number
  /** True when every row has a value of its own. */
  readonly isUnique: boolean
  /** Sorted values of a category or boolean; empty for other types. */
  readonly levels: readonly string[]
  /** Words of the column that seem to mean missing, as written. */
  readonly missingWords: readonly string[]
  /** True when a number column holds inf or -inf. */
  readonly hasInfinite: boolean
  /** Cells of a number column that are limits such as <5. */
  readonly limitCount: number
  /** True when a number column has no number below 0. */
  readonly isPositive: boolean
}

const missingPattern = /^(|na|nan|n\/a|null|none|unk|unknown|\?)$/i
const longestMissing = 'unknown'.length
const booleanWords = [
  ['true', 'false'],
  ['yes', 'no'],
  ['1', '0'],
] as const
const infinity = /^[+-]?inf(inity)?$/i
const sourceFile =
  /\.(png|jpe?g|tiff?|bmp|npy|dcm|nii|nii\.gz|hdr|img|nrrd|nhdr|mha|mhd|txt|csv|tsv|xlsx|hea|dat|edf)$/i
const mostLevels = 30

/** A draft is written from what columns hold, and looked at right after. */
const described = new WeakMap<readonly TableRow[], Map<string, TableColumn>>()

/** Describes every column, in table order; found once per column. */
export function describeColumns(table: Pick<Table, 'columns' | 'rows'>): TableColumn[] {
  const origin = originOf(table.rows)
  const known = described.get(origin) ?? new Map<string, TableColumn>()
  described.set(origin, known)
  return table.columns.map((name) => {
    const column = known.get(name) ?? describeColumn(table, name)
    known.set(name, column)
    return column
  })
}

function describeColumn(table: Pick<Table, 'rows'>, name: string): TableColumn {
  const { rows } = table
  const { different } = columnCells(table, name)
  const missing = different.filter(({ text }) => saysMissing(text))
  const given = different.filter(({ text }) => !saysMissing(text))
  const distinct = given.map(({ text }) => text)
  const missingCount = sumOf(missing)
  const type = typeOf(distinct, rows.length - missingCount)
  return {
    name,
    type,
    distinctCount: distinct.length,
    missingCount,
    isUnique: rows.length > 0 && distinct.length === rows.length,
    levels: type === 'category' || type === 'boolean' ? distinct.toSorted() : [],
    missingWords: missing.map(({ text }) => text).toSorted(),
    limitCount: type === 'number' ? sumOf(given.filter(({ text }) => toWrittenNumber(text).isLimit)) : 0,
    isPositive: type === 'number' && distinct.every((cell) => !toWrittenNumber(cell).text.startsWith('-')),
    hasInfinite: type === 'number' && distinct.some((cell) => infinity.test(cell)),
  }
}

function sumOf(found: readonly CountedText[]): number {
  return found.reduce((sum, { count }) => sum + count, 0)
}

/** True for a cell that is empty or says in a usual word that its value is not known. */
export function saysMissing(cell: string): boolean {
  return cell.length <= longestMissing && missingPattern.test(cell)
}

function typeOf(distinct: readonly string[], presentCount: number): ColumnType {
  if (distinct.length === 0) return 'category'
  if (isBoolean(distinct)) return 'boolean'
  if (areDates(distinct)) return 'date'
  if (distinct.every(isNumber)) return 'number'
  if (distinct.every((cell) => sourceFile.test(cell) || /^[^\s]+[\\/][^\s]+$/.test(cell))) return 'path'
  const words = distinct.reduce((sum, cell) => sum + cell.split(/\s+/).length, 0) / distinct.length
  if (words >= 4) return 'text'
  // A category repeats its levels; names of cases and patients hardly do.
  return distinct.length <= Math.min(mostLevels, Math.max(2, presentCount / 2)) ? 'category' : 'id'
}

function isBoolean(distinct: readonly string[]): boolean {
  return booleanWords.some((pair) => distinct.every((cell) => pair.some((one) => one === cell.toLowerCase())))
}

/** With a point or a comma: which of them the decimal sign is the study's reader finds out, or refuses. */
function isNumber(cell: string): boolean {
  return numberShape(cell) !== 'none' || infinity.test(cell)
}
