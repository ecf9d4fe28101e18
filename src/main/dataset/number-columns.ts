/** The number columns of a table as the attributes need them: one notation, no dates. */
import { AppError } from '@shared/errors'
import { descriptionOf } from '@shared/kinds'
import type { Attribute, Study } from '@shared/study'
import { isMissingCell, isNumberEncoding } from './missing-cell'
import { noticeColumn, type NumberColumn } from './number-notices'
import { areDates } from './table/dates'
import { findNotation, toPointNumber } from './table/number-notation'
import { numberShape } from './table/number-shape'
import type { Table } from './table/table'
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
  const rewritten = columns.filter(({ column }) => !texts.has(column))
  const rows = table.rows.map(({ cells, line }) => ({ cells: rewrite(cells, rewritten), line }))
  return {
    ...table,
    rows,
    notices: [...table.notices, ...columns.flatMap((one) => noticeColumn(table, one))],
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

function judgeColumn(
  { fileName: file, rows }: Table,
  attribute: Attribute,
  { dataset: { decimal: given, limits } }: Study,
): NumberColumn {
  const column = columnOf(attribute)
  const where = { file, column }
  const cells = rows
    .map(({ cells, line }) => ({ text: (cells[column] ?? '').trim(), line }))
    .filter(({ text }) => !isMissingCell(attribute, text))
  if (areDates(cells.map(({ text }) => text))) {
    throw new AppError('table/date-column', { ...where, attribute: attribute.name })
  }
  const finding = findNotation(cells, given)
  if ('problem' in finding) {
    const { problem, line, other } = finding
    if (problem === 'groups') throw new AppError('table/thousands', { ...where, line })
    throw new AppError('table/mixed-decimals', { ...where, line, other, decimal: given ?? null })
  }
  const judged = { column, attribute, cells, ...finding }
  assertSigns(file, judged, attribute.limits ?? limits)
  return judged
}

/** A limit is no value, and 12 % beside 0.12 may mean the same or not. */
function assertSigns(file: string, { column, cells }: NumberColumn, limits: 'refuse' | 'value'): void {
  const numbers = cells
    .filter(({ text }) => numberShape(text) !== 'none')
    .map(({ text, line }) => ({ line, ...toWrittenNumber(text) }))
  const limited = numbers.filter(({ isLimit }) => isLimit)
  const [first] = limited
  if (first !== undefined && limits === 'refuse') {
    throw new AppError('table/limits', { file, column, line: first.line, count: limited.length })
  }
  const percent = numbers.find(({ isPercent }) => isPercent)
  const plain = numbers.find(({ isPercent, text }) => !isPercent && /[1-9]/.test(text))
  if (percent === undefined || plain === undefined) return
  throw new AppError('table/mixed-percent', { file, column, line: percent.line, other: plain.line })
}

/** Where the table has decimal commas, a column of nothing but 1.234 may mean thousands. */
function assertNoDoubt(table: Table, columns: readonly NumberColumn[]): void {
  for (const { column, cells, isShown } of columns) {
    const doubtful = cells.find(({ text }) => numberShape(text) === 'point-or-group')
    if (!isShown && doubtful !== undefined && saysComma(table)) {
      throw new AppError('table/thousands', { file: table.fileName, column, line: doubtful.line })
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
