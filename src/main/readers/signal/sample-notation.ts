/** How the samples of a table are written: all by one program, so in one notation. */
import { AppError } from '@shared/errors'
import { findNotation, toPointNumber, type Decimal } from '../../dataset/table/number-notation'
import { toWrittenNumber } from '../../dataset/table/written-number'
import type { Table } from '../../dataset/table/table'

/** Nothing to rewrite: this is how nearly every file is written. */
const pointNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
/** The same with a comma, once it is known to be the decimal sign. */
const commaNumber = /^[+-]?\d+,\d*$/
/** May be thousands where decimals have a comma. */
const doubtful = /^[+-]?[1-9]\d{0,2}\.\d{3}$/
const missing = /^(?:|nan|na|n\/a|null)$/i

/** Turns a cell into a number with a point; what is none comes back as it is. */
export type ToPoint = (cell: string) => string

/**
 * Finds the decimal sign of these columns together. Errors: signal/doubtful-decimals where it may be one of thousands, or both are used.
 */
export function findSampleNotation(table: Table, columns: readonly string[]): ToPoint {
  const { fileName: file, rows, separator } = table
  const odd = (cell: string): boolean => !pointNumber.test(cell) && !isMissingSample(cell)
  const hasOdd = rows.some(({ cells }) => columns.some((name) => odd((cells[name] ?? '').trim())))
  if (!hasOdd && separator !== ';') return (cell) => cell
  const all = rows.flatMap(({ cells, line }) =>
    columns.map((name) => ({ text: (cells[name] ?? '').trim(), line })),
  )
  const finding = findNotation(all)
  if ('problem' in finding) throw new AppError('signal/doubtful-decimals', { file, line: finding.line })
  const doubt = finding.isShown || separator !== ';' ? undefined : all.find(({ text }) => doubtful.test(text))
  if (doubt !== undefined) throw new AppError('signal/doubtful-decimals', { file, line: doubt.line })
  return (cell) =>
    finding.decimal === '.' && pointNumber.test(cell) ? cell : rewritten(cell, finding.decimal)
}

/** A limit (<5) and a percentage are no samples. */
function rewritten(cell: string, decimal: Decimal): string {
  if (decimal === ',' && commaNumber.test(cell)) return cell.replace(',', '.')
  const { isLimit, isPercent } = toWrittenNumber(cell)
  return isLimit || isPercent ? cell : toPointNumber(cell, decimal)
}

/** True for an empty cell and the words of the usual programs. */
export function isMissingSample(cell: string): boolean {
  return missing.test(cell)
}

/** Reads a cell with a decimal point; null for what is no number. */
export function sampleOf(cell: string): number | null {
  return pointNumber.test(cell) ? Number(cell) : null
}
