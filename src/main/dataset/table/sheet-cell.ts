/** A typed cell of a workbook -> the text that a CSV would have. */

const ambiguous = /^[+-]?[1-9]\d{0,2}\.\d{3}$/

/**
 * Writes a cell: numbers with a point and every digit, True and False, dates as ISO 8601 to the second (without the time at midnight).
 * A number such as 1.234 gets a zero behind it, so that nobody takes its point for thousands.
 */
export function sheetCell(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return ambiguous.test(String(value)) ? `${value}0` : String(value)
  return value instanceof Date ? dateText(value.getTime()) : ''
}

/** The library counts the days of a sheet from midnight UTC, so that no time zone moves them; a sheet has fractions of days, so it rounds. */
function dateText(timeMs: number): string {
  const date = new Date(Math.round(timeMs / 1000) * 1000)
  if (Number.isNaN(date.getTime())) return ''
  return date.toISOString().replace(/(T00:00:00)?\.000Z$/, '')
}
