/** The number columns of a table as the attributes need them: one notation, no dates. */
import { AppError, type ErrorData } from '@shared/errors'
import { descriptionOf } from '@shared/kinds'
import type { Attribute, Study } from '@shared/study'
import { isMissingCell, isNumberEncoding } from './missing-cell'
import { noticeColumn } from './number-notices'
import { columnCells, type CountedText } from './table/column-cells'
import { areDates } from './table/dates'
import { findNotation, toPointNumber, type Decimal } from './table/number-notation'
import { numberShape } from './table/number-shape'
import type { Table, TableRow } from './table/table'
import { toWrittenNumber } from './table/written-number'
import { textColumns } from './used-columns'

/**
 * Rewrites columns that are read as numbers only: decimal commas, groups of thousands, other minus signs and digits, percent signs and
 * limits such as <5 become plain numbers with a point. Other columns and missing cells stay word for word.
 * Errors: table/date-column, table/mixed-decimals, table/thousands, table/limits, table/mixed-percent. Notices: those of noticeColumn.
 */
export function toNumberColumns(table: Table, study: Study): Table {
  const columns = numberAttributes(study)
    .filter((attribute) => table.columns.includes(columnOf(attribute)))
    .map((attribute) => judgeColumn(table, attribute, study))
  if (study.dataset.decimal === undefined) assertNoDoubt(table, columns)
  const texts = textColumns(study)
  const rewritten = columns.filter(({ column, isAsWritten }) => !isAsWritten && !texts.has(column))
  const rows =
    rewritten.length === 0
      ? table.rows
      : table.rows.map(({ cells, line }) => ({ cells: rewrite(cells, rewritten), line }))
  return {
    ...table,
    rows,
    notices: [...table.notices, ...columns.flatMap(({ notices }) => notices)],
  }
}

function columnOf({ column, name }: Attribute): string {
  return column ?? name
}

function numberAttributes({ modalities }: Study): Attribute[] {
  return modalities
    .flatMap((modality) => descriptionOf(modality).attributes(modality))
    .filter(({ encoding }) => isNumberEncoding(encoding))
}

/** A column as an attribute reads it. */
interface NumberColumn {
  readonly column: string
  readonly attribute: Attribute
  readonly decimal: Decimal
  /** False when the point is only what is left to assume. */
  readonly isShown: boolean
  /** Of the first cell such as 1.234, which could be thousands. */
  readonly doubtfulLine: number | null
  /** True where no cell changes when it is read. */
  readonly isAsWritten: boolean
  readonly notices: readonly ErrorData[]
}

/** What was found out of the columns of a table: while a study is set up, one attribute of many changes at a time. */
const judgedColumns = new WeakMap<readonly TableRow[], Map<string, NumberColumn>>()

function judgeColumn(table: Table, attribute: Attribute, study: Study): NumberColumn {
  const judged = judgedColumns.get(table.rows) ?? new Map<string, NumberColumn>()
  judgedColumns.set(table.rows, judged)
  const { decimal, limits } = study.dataset
  const key = JSON.stringify([attribute, decimal, limits])
  const column = judged.get(key) ?? judgeAnew(table, attribute, study)
  judged.set(key, column)
  return column
}

function judgeAnew(
  table: Table,
  attribute: Attribute,
  { dataset: { decimal: given, limits } }: Study,
): NumberColumn {
  const { fileName: file } = table
  const column = columnOf(attribute)
  const where = { file, column }
  const all = columnCells(table, column)
  const cells = all.different.filter(({ text }) => !isMissingCell(attribute, text))
  if (areDates(cells.map(({ text }) => text))) {
    throw new AppError('table/date-column', { ...where, attribute: attribute.name })
  }
  const finding = findNotation(cells, given)
  if ('problem' in finding) {
    const { problem, line, other } = finding
    if (problem === 'groups') throw new AppError('table/thousands', { ...where, line })
    throw new AppError('table/mixed-decimals', { ...where, line, other, decimal: given ?? null })
  }
  assertSigns(file, { column, cells }, attribute.limits ?? limits)
  const { decimal } = finding
  return {
    ...{ column, attribute, ...finding },
    doubtfulLine: cells.find(({ text }) => numberShape(text) === 'point-or-group')?.line ?? null,
    isAsWritten: !all.hadBlanks && cells.every(({ text }) => toPointNumber(text, decimal) === text),
    notices: noticeColumn(table, column, cells),
  }
}

/** A limit is no value, and 12 % beside 0.12 may mean the same or not. */
function assertSigns(
  file: string,
  { column, cells }: { readonly column: string; readonly cells: readonly CountedText[] },
  limits: 'refuse' | 'value',
): void {
  const numbers = cells
    .filter(({ text }) => numberShape(text) !== 'none')
    .map(({ text, line, count }) => ({ line, count, ...toWrittenNumber(text) }))
  const limited = numbers.filter(({ isLimit }) => isLimit)
  const [first] = limited
  if (first !== undefined && limits === 'refuse') {
    const count = limited.reduce((sum, one) => sum + one.count, 0)
    throw new AppError('table/limits', { file, column, line: first.line, count })
  }
  const percent = numbers.find(({ isPercent }) => isPercent)
  const plain = numbers.find(({ isPercent, text }) => !isPercent && /[1-9]/.test(text))
  if (percent === undefined || plain === undefined) return
  throw new AppError('table/mixed-percent', { file, column, line: percent.line, other: plain.line })
}

/** Where the table has decimal commas, a column of nothing but 1.234 may mean thousands. */
function assertNoDoubt(table: Table, columns: readonly NumberColumn[]): void {
  for (const { column, doubtfulLine, isShown } of columns) {
    if (!isShown && doubtfulLine !== null && saysComma(table)) {
      throw new AppError('table/thousands', { file: table.fileName, column, line: doubtfulLine })
    }
  }
}

/** True where any cell of the table has a decimal comma, or its cells are parted by semicolons and none has a decimal point. */
function saysComma({ rows, columns, separator }: Table): boolean {
  const shapes = new Set(rows.flatMap(({ cells }) => columns.map((name) => numberShape(cells[name] ?? ''))))
  const hasComma = shapes.has('comma') || shapes.has('grouped-comma')
  const hasPoint = shapes.has('point') || shapes.has('grouped-point')
  return hasComma || (separator === ';' && !hasPoint)
}

function rewrite(
  cells: Readonly<Record<string, string>>,
  columns: readonly NumberColumn[],
): Readonly<Record<string, string>> {
  const changed = columns.flatMap(({ column, attribute, decimal }): [string, string][] => {
    const cell = cells[column] ?? ''
    // A word for missing such as <5 or 999,0 must be found again.
    return isMissingCell(attribute, cell) ? [] : [[column, toPointNumber(cell, decimal)]]
  })
  return changed.length === 0 ? cells : { ...cells, ...Object.fromEntries(changed) }
}
