/** 1 of 11: the number columns of a table as the attributes need them: one notation, no dates. */
import { AppError, type ErrorData } from '@shared/errors'
import type { Attribute, Study } from '@shared/study'
import { isMissingCell } from './missing-cell'
import { areDates } from './table/dates'
import { findNotation, toPointNumber, type Decimal, type LinedCell } from './table/number-notation'
import { numberShape } from './table/number-shape'
import type { Table } from './table/table'
import { textColumns } from './used-columns'

interface NumberColumn {
  readonly column: string
  readonly attribute: string
  readonly cells: readonly LinedCell[]
  readonly decimal: Decimal
  /** False when the point is only what is left to assume. */
  readonly isShown: boolean
}

const infinity = /^[+-]?inf(inity)?$/i
const namedLines = 5

/**
 * Rewrites decimal commas and groups of thousands of columns that are read as numbers only; other columns stay word for word.
 * Errors: table/date-column, table/mixed-decimals, table/thousands. Notice: table/not-numbers.
 */
export function toNumberColumns(table: Table, study: Study): Table {
  const columns = numberAttributes(study)
    .filter((attribute) => table.columns.includes(columnOf(attribute)))
    .map((attribute) => judgeColumn(table, attribute, study.dataset.decimal))
  const comma = columns.find(({ decimal }) => decimal === ',')
  if (comma !== undefined && study.dataset.decimal === undefined) assertNoDoubt(table, columns)
  const texts = textColumns(study)
  const decimals = new Map(
    columns.filter(({ column }) => !texts.has(column)).map(({ column, decimal }) => [column, decimal]),
  )
  const rows = table.rows.map(({ cells, line }) => ({ cells: rewrite(cells, decimals), line }))
  return { ...table, rows, notices: [...table.notices, ...columns.flatMap((one) => noNumbers(table, one))] }
}

function columnOf({ column, name }: Attribute): string {
  return column ?? name
}

function numberAttributes({ modalities }: Study): Attribute[] {
  return modalities
    .flatMap((modality) => (modality.kind === 'tabular' ? modality.attributes : []))
    .filter(({ encoding }) => ['number', 'z-score', 'min-max'].includes(encoding.kind))
}

function judgeColumn({ fileName: file, rows }: Table, attribute: Attribute, given?: Decimal): NumberColumn {
  const column = columnOf(attribute)
  const where = { file, column }
  const cells = rows
    .map(({ cells, line }) => ({ text: (cells[column] ?? '').trim(), line }))
    .filter(({ text }) => !isMissingCell(attribute, text))
  if (areDates(cells.map(({ text }) => text))) {
    throw new AppError('table/date-column', { ...where, attribute: attribute.name })
  }
  const finding = findNotation(cells, given)
  if (!('problem' in finding)) return { column, attribute: attribute.name, cells, ...finding }
  const { problem, line, other } = finding
  if (problem === 'groups') throw new AppError('table/thousands', { ...where, line })
  throw new AppError('table/mixed-decimals', { ...where, line, other, decimal: given ?? null })
}

/** Where one column has decimal commas, a column of nothing but 1.234 may mean thousands. */
function assertNoDoubt({ fileName: file }: Table, columns: readonly NumberColumn[]): void {
  for (const { column, cells, isShown } of columns) {
    const doubtful = cells.find(({ text }) => numberShape(text) === 'point-or-group')
    if (!isShown && doubtful !== undefined) {
      throw new AppError('table/thousands', { file, column, line: doubtful.line })
    }
  }
}

function rewrite(
  cells: Readonly<Record<string, string>>,
  decimals: ReadonlyMap<string, Decimal>,
): Readonly<Record<string, string>> {
  if (decimals.size === 0) return cells
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => {
      const decimal = decimals.get(column)
      return [column, decimal === undefined ? cell : toPointNumber(cell.trim(), decimal)]
    }),
  )
}

function noNumbers({ fileName: file }: Table, { column, cells }: NumberColumn): ErrorData[] {
  const odd = cells.filter(({ text }) => numberShape(text) === 'none' && !infinity.test(text))
  if (odd.length === 0) return []
  const lines = odd.slice(0, namedLines).map(({ line }) => line)
  return [{ code: 'table/not-numbers', details: { file, column, count: odd.length, lines } }]
}
