/** A leading column of times or numbers of samples, which is no lead. */
import type { ErrorData } from '@shared/errors'

export interface TimeColumn {
  readonly rateHz: number | null
  readonly notices: readonly ErrorData[]
}

const timeWords = new Set(['t', 'time', 'times', 'timestamp', 'timestamps', 'elapsed', 'in'])
const countWords = new Set(['index', 'sample', 'samples', 'frame', 'frames'])
const perSecond: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((word) => [word, 1] as const),
  ...['ms', 'msec', 'millisecond', 'milliseconds'].map((word) => [word, 1000] as const),
  ...['us', 'µs', 'μs', 'microsecond', 'microseconds'].map((word) => [word, 1_000_000] as const),
])

/** Of a step: what float64 and its decimals leave. */
const EXACT = 1e-6

/** Tells by its name whether a first column counts times or samples: time, t, time_ms, Time [s], index, seconds. */
export function isTimeName(name: string): boolean {
  const words = wordsOf(name)
  return (
    words.length > 0 &&
    words.every((word) => timeWords.has(word) || countWords.has(word) || perSecond.has(word))
  )
}

/**
 * Reads the rate from times at even distances whose unit the name says. Times that are rounded (0.003, 0.006, 0.008) are taken for those of
 * the only rate in whole Hz from which none of them strays by a digit. `cells` have a decimal point.
 * Notices: signal/time-uneven, signal/time-unit.
 */
export function readTimes(file: string, column: string, cells: readonly string[]): TimeColumn {
  const words = wordsOf(column)
  if (words.some((word) => countWords.has(word))) return { rateHz: null, notices: [] }
  const [unitsPerSecond] = words.flatMap((word) => perSecond.get(word) ?? [])
  if (unitsPerSecond === undefined)
    return { rateHz: null, notices: [{ code: 'signal/time-unit', details: { file, column } }] }
  const rateHz = rateOf(cells, unitsPerSecond)
  if (rateHz !== null) return { rateHz, notices: [] }
  return { rateHz: null, notices: [{ code: 'signal/time-uneven', details: { file, column } }] }
}

function rateOf(cells: readonly string[], unitsPerSecond: number): number | null {
  const times = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)))
  const span = (times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN)
  const step = span / (times.length - 1)
  if (!(span > 0) || !Number.isFinite(step)) return null
  if (areEven(times, step, EXACT * step)) return unitsPerSecond / step
  const whole = Math.round(unitsPerSecond / step)
  const digit = lastDigit(cells, times)
  const isRate = (rate: number): boolean =>
    rate > 0 && 2 * digit < unitsPerSecond / rate && areEven(times, unitsPerSecond / rate, digit)
  return isRate(whole) && !isRate(whole - 1) && !isRate(whole + 1) ? whole : null
}

/** Times are rounded one by one, so they stray by less than `slack` and never further with time. */
function areEven(times: readonly number[], step: number, slack: number): boolean {
  const first = times[0] ?? Number.NaN
  return times.every((time, index) => Math.abs(time - first - index * step) < slack)
}

/** How far two times may stray from each other by rounding: a step of the last digit behind the point, or of float32. */
function lastDigit(cells: readonly string[], times: readonly number[]): number {
  const digits = cells.reduce(
    (most, cell) => Math.max(most, /\.(\d+)$/.exec(cell.trim())?.[1]?.length ?? 0),
    0,
  )
  const largest = times.reduce((most, time) => Math.max(most, Math.abs(time)), 0)
  return Math.max(10 ** -digits, largest * 2 ** -23)
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}
