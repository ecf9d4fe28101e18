/** DICOM dates and times -> seconds, to subtract from each other. */

/** YYYYMMDD; old files write dots between (PS3.5, 6.2). */
const DATE = /^(\d{4})\.?(\d{2})\.?(\d{2})$/
/** HHMMSS.FFFFFF with parts left out from the end; old files write colons between (PS3.5, 6.2). */
const TIME = /^(\d{2}):?(\d{2})?:?(\d{2}(?:\.\d{1,6})?)?$/

/** Counts seconds since 1970 of a date (DA); null when it is absent or none. */
export function dateSeconds(text: string | null): number | null {
  const [, year, month, day] = DATE.exec(text ?? '') ?? []
  if (year === undefined) return null
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000
}

/** Counts seconds since midnight of a time (TM); null when it is absent or none. */
export function timeSeconds(text: string | null): number | null {
  const [, hours, minutes = '0', seconds = '0'] = TIME.exec(text ?? '') ?? []
  if (hours === undefined) return null
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

/** Counts seconds since 1970 of a date with time (DT); its time zone is left out, as dates and times of their own have none. */
export function dateTimeSeconds(text: string | null): number | null {
  const [local = ''] = (text ?? '').split(/[+&-]/)
  const date = dateSeconds(local.slice(0, 8))
  const time = timeSeconds(local.slice(8))
  return date === null || time === null ? null : date + time
}
