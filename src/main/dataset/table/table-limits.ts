/** How large a table may be, found out before it is taken apart. */
import { AppError } from '@shared/errors'
import type { Separator } from './table'

export interface TableLimits {
  /** With the header; those of the largest sheet that Excel has. */
  readonly rows: number
  readonly columns: number
  /** Rows times columns. */
  readonly cells: number
  /** Characters of one cell; the longest report that is a cell has some thousands. */
  readonly cellLength: number
}

export const tableLimits: TableLimits = {
  rows: 1_048_576,
  columns: 16_384,
  cells: 20_000_000,
  cellLength: 2 ** 20,
}

interface TextExtent {
  rowCount: number
  columnCount: number
  cellCount: number
  longestCell: number
}

/**
 * Counts rows and cells of a text table as its parser would, quoted line feeds apart, and stops at the first that is too many.
 * Errors: table/too-large, table/long-cell.
 */
export function checkTextTable(
  text: string,
  separator: Separator,
  file: string,
  limits: TableLimits = tableLimits,
): void {
  const extent = textExtent(text, separator, limits)
  const { rowCount, columnCount, longestCell } = extent
  if (longestCell > limits.cellLength) {
    throw new AppError('table/long-cell', { file, line: rowCount, limit: limits.cellLength })
  }
  if (isBeyond(extent, limits)) {
    const most = { rows: limits.rows, columns: limits.columns, cells: limits.cells }
    throw new AppError('table/too-large', { file, rowCount, columnCount, ...most })
  }
}

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d]

function textExtent(text: string, separator: Separator, limits: TableLimits): TextExtent {
  const between = separator.charCodeAt(0)
  const extent: TextExtent = { rowCount: 1, columnCount: 1, cellCount: 0, longestCell: 0 }
  let [isQuoted, column, cellStart] = [false, 1, 0]
  for (let at = 0; at <= text.length; at += 1) {
    const one = text.charCodeAt(at)
    if (one === quote) isQuoted = !isQuoted
    extent.longestCell = Math.max(extent.longestCell, at - cellStart)
    const isCellEnd = at === text.length || (!isQuoted && (one === between || isRowEnd(text, at)))
    if (isCellEnd) {
      extent.cellCount += 1
      extent.columnCount = Math.max(extent.columnCount, column)
      cellStart = at + 1
      column += 1
    }
    if (isCellEnd && one !== between && at + 1 < text.length) {
      extent.rowCount += 1
      column = 1
    }
    if (isBeyond(extent, limits)) break
  }
  return extent
}

/** Of Unix and Windows the line feed, of an old Mac the carriage return. */
function isRowEnd(text: string, at: number): boolean {
  const one = text.charCodeAt(at)
  return one === lineFeed || (one === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)
}

function isBeyond(
  { rowCount, columnCount, cellCount, longestCell }: TextExtent,
  limits: TableLimits,
): boolean {
  const isTooLarge = rowCount > limits.rows || columnCount > limits.columns || cellCount > limits.cells
  return isTooLarge || longestCell > limits.cellLength
}
