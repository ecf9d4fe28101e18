/** Which cells are dates. They are never turned into numbers, so that nobody guesses which of 03/04 is the month. */

const time = String.raw`([T ]\d{1,2}:\d{2}.{0,20})?$`
const written = [
  new RegExp(String.raw`^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}${time}`),
  new RegExp(String.raw`^\d{1,2}([-/.])\d{1,2}\1(\d{2}|\d{4})${time}`),
  /^\d{1,2}[-. /]{1,2}\p{L}{3,9}\.?[-. /]\d{2,4}$/u,
]
const compact = /^(19|20)\d{2}(\d{2})(\d{2})$/

/** True for a date as people and machines write it, with or without a time: 2021-03-04, 4.3.2021, 03/04/2021, 4 Mar 2021. */
export function isDate(text: string): boolean {
  return written.some((pattern) => pattern.test(text))
}

/** True for a date as DICOM writes it (20210304), which alone could as well be a number. */
export function isCompactDate(text: string): boolean {
  const [, , month, day] = compact.exec(text) ?? []
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}

/** True for a column of which every cell is a date. */
export function areDates(cells: readonly string[]): boolean {
  return cells.length > 0 && (cells.every(isDate) || cells.every(isCompactDate))
}
