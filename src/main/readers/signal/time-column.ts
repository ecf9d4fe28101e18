/** Columns of times, which give the rate and are no leads. */
import type { ErrorData } from '@shared/errors'
import { unitsPerSecond } from './leading-columns'

export interface Times {
  readonly rateHz: number | null
  readonly notices: readonly ErrorData[]
}

/** Of a step: what float64 and its decimals leave. */
const EXACT = 1e-6

/** Rates of two columns that say the same, but for the rounding of their times. */
const SAME = 1e-3

/**
 * Reads the rate from the columns of times of one file: the first that gives one. Notices: signal/times-differ where two give others, and
 * those of readTimes where none gives one.
 */
export function readTimeColumns(
  file: string,
  columns: readonly string[],
  cellsOf: (column: string) => readonly string[],
): Times {
  const all = columns.map((column) => ({ column, ...readTimes(file, column, cellsOf(column)) }))
  const known = all.flatMap(({ column, rateHz }) => (rateHz === null ? [] : [{ column, rateHz }]))
  const [first] = known
  if (first === undefined) return { rateHz: null, notices: all.flatMap(({ notices }) => notices) }
  const other = known.find(({ rateHz }) => Math.abs(rateHz / first.rateHz - 1) > SAME)
  if (other === undefined) return { rateHz: first.rateHz, notices: [] }
  const rates = [first, other].map(({ rateHz }) => Number(rateHz.toPrecision(6))).join(' and ')
  const details = { file, columns: [first.column, other.column], rates }
  return { rateHz: null, notices: [{ code: 'signal/times-differ', details }] }
}

/**
 * Reads the rate from times at even distances whose unit the name says. Times that are rounded (0.003, 0.006, 0.008) are taken for those of
 * the only rate in whole Hz from which none of them strays by a digit. `cells` have a decimal point.
 * Notices: signal/time-uneven, signal/time-unit.
 */
function readTimes(file: string, column: string, cells: readonly string[]): Times {
  const units = unitsPerSecond(column)
  if (units === null)
    return { rateHz: null, notices: [{ code: 'signal/time-unit', details: { file, column } }] }
  const rateHz = rateOf(cells, units)
  if (rateHz !== null) return { rateHz, notices: [] }
  return { rateHz: null, notices: [{ code: 'signal/time-uneven', details: { file, column } }] }
}

function rateOf(cells: readonly string[], units: number): number | null {
  const times = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)))
  const span = (times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN)
  const step = span / (times.length - 1)
  if (!(span > 0) || !Number.isFinite(step)) return null
  if (areEven(times, step, EXACT * step)) return units / step
  const whole = Math.round(units / step)
  const digit = lastDigit(cells, times)
  const isRate = (rate: number): boolean =>
    rate > 0 && 2 * digit < units / rate && areEven(times, units / rate, digit)
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
