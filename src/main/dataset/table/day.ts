/** Dates that can be read in one way only -> days that can be compared. */

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/
/** With points between them days come first in all the world that writes so; 03/04 is anybody's guess. */
const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ].*)?$/
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/

/** Days since 1 January 1970; null for what is no date, or one that could be read in two ways. */
export function toDay(text: string): number | null {
  const [, year, month, day] = yearFirst.exec(text) ?? compact.exec(text) ?? turned(dayFirst.exec(text)) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const isReal = new Date(date).getUTCDate() === Number(day) && Number(month) <= 12
  return isReal ? date / dayMs : null
}

const dayMs = 86_400_000

function turned(found: RegExpExecArray | null): (string | undefined)[] | null {
  return found === null ? null : [found[0], found[3], found[2], found[1]]
}

/** 19753 -> 2024-01-31 */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}
