/** Rows as CSV that a spreadsheet opens without harm. */
export type Cell = string | number | null

/**
 * Writes rows with comma, double quotes where needed and CRLF (RFC 4180). A text cell that a spreadsheet would take for a
 * formula (= + - @ tab) gets an apostrophe in front; numbers are written in full precision.
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map(toCsvLine).join('')
}

/** One row of it. */
export function toCsvLine(row: readonly Cell[]): string {
  return `${row.map(toCell).join(',')}\r\n`
}

function toCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
