/** What is worth a word about a number column that was read. */
import type { ErrorData } from '@shared/errors'
import { columnCells, type CountedText } from './table/column-cells'
import type { LinedCell } from './table/number-notation'
import { numberShape } from './table/number-shape'
import type { Table } from './table/table'
import { toWrittenNumber } from './table/written-number'

const infinity = /^[+-]?inf(inity)?$/i
/** A number with a unit or a word behind it: 12 mg/l, 5 h. */
const withUnit = /^(?<number>[-+\d.,\s<>=\u2264\u2265]*\d)\s*\p{L}[^\d]*$/u
const namedLines = 5

/** Lists table/limit-values, table/percent, table/unit-cells and table/not-numbers of cells that are not missing. */
export function noticeColumn(table: Table, column: string, cells: readonly CountedText[]): ErrorData[] {
  const { fileName: file } = table
  const isNumber = ({ text }: LinedCell): boolean => numberShape(text) !== 'none'
  const numbers = cells.filter(isNumber)
  const odd = cells.filter((cell) => !isNumber(cell) && !infinity.test(cell.text))
  const units = odd.filter(({ text }) => withUnit.test(text))
  const words = odd.filter(({ text }) => !withUnit.test(text))
  const about = (code: Code, found: readonly CountedText[]): ErrorData[] => {
    if (found.length === 0) return []
    const count = found.reduce((sum, one) => sum + one.count, 0)
    return [{ code, details: { file, column, count, lines: linesOf(table, column, found) } }]
  }
  return [
    ...about(
      'table/limit-values',
      numbers.filter(({ text }) => toWrittenNumber(text).isLimit),
    ),
    ...about(
      'table/percent',
      numbers.filter(({ text }) => toWrittenNumber(text).isPercent),
    ),
    ...about('table/unit-cells', units),
    ...about('table/not-numbers', words),
  ]
}

type Code = 'table/limit-values' | 'table/percent' | 'table/unit-cells' | 'table/not-numbers'

/** The first lines that have one of the texts. */
function linesOf(table: Table, column: string, found: readonly CountedText[]): number[] {
  const { codes, different } = columnCells(table, column)
  const wanted = new Set(found)
  const lines: number[] = []
  for (const [row, { line }] of table.rows.entries()) {
    const cell = different[codes[row] ?? 0]
    if (cell !== undefined && wanted.has(cell)) lines.push(line)
    if (lines.length === namedLines) break
  }
  return lines
}
