/** Tables in the terminal: text left, numbers right, two spaces between. */
import { toShownText } from '@shared/words/shown-text'

/** Lays out rows below a head; a column is numeric when all its cells are. */
export function toTable(head: readonly string[], written: readonly (readonly string[])[]): string {
  const rows = written.map((row) => row.map(toShownText))
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const isNumeric = head.map(
    (_, column) =>
      rows.length > 0 && rows.every((row) => /^(-|[-+\d.,e%\s]+(to [\d.]+)?)?$/.test(row[column] ?? '')),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isNumeric[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return [line(head), rule, ...rows.map(line)].join('\n')
}
