/** 8 of 11: the interval of a share while patients come in (METHOD section 6). */
import type { Interval } from '@shared/contribution'
import type { Estimate } from './bootstrap'
import { exactSum } from './exact-sum'

export interface ShareIntervals {
  /** m_i, or the shares of attributes. */
  readonly shares: readonly number[]
  /** 95 % intervals inside [0, 1], one per share. */
  readonly intervals: readonly Interval[]
  /** (sum of weights)^2 / (sum of squared weights): how many patients of equal weight would say as much. */
  readonly effectivePatients: number
}

/**
 * Makes the interval of every share from one row of sums per patient; null as long as nothing responds. What METHOD's delta method estimates from residuals is
 * estimated by leaving one patient out in turn (jackknife), which does not miss the few patients that carry a sum; the interval is
 * symmetric in log odds, and its quantile is Student's for the effective number of patients. So it also covers after a stop.
 */
export function toShareIntervals(
  patients: readonly Float64Array[],
  estimate: Estimate,
  toWeight: (row: Float64Array) => number,
): ShareIntervals | null {
  const width = patients[0]?.length ?? 0
  const sums = Float64Array.from({ length: width }, (_, place) =>
    exactSum(patients.map((row) => row[place] ?? 0)),
  )
  const shares = estimate(sums)
  if (shares === null) return null
  const others = patients.map((row) =>
    estimate(sums.map((sum, place) => Math.max(0, sum - (row[place] ?? 0)))),
  )
  const effectivePatients = countEffective(patients.map(toWeight))
  const quantile = studentQuantile(Math.max(leastDegrees, effectivePatients - 1))
  const factor = (patients.length - 1) / patients.length
  const intervals = shares.map((share, index) => {
    const changes = others.map((one) => (one === null ? Number.POSITIVE_INFINITY : (one[index] ?? 0) - share))
    const deviation = Math.sqrt(factor * exactSumOfSquares(changes))
    return aroundShare(share, quantile * deviation)
  })
  return { shares, intervals, effectivePatients }
}

/** Half of the width of an interval. */
export function halfWidth([low, high]: Interval): number {
  return (high - low) / 2
}

function countEffective(weights: readonly number[]): number {
  const squares = exactSumOfSquares(weights)
  return squares > 0 ? exactSum(weights) ** 2 / squares : 0
}

/** Infinite when a value is. */
function exactSumOfSquares(values: readonly number[]): number {
  return values.every(Number.isFinite)
    ? exactSum(values.map((value) => value * value))
    : Number.POSITIVE_INFINITY
}

/** The approximation of the quantile needs at least so many degrees of freedom. */
const leastDegrees = 3

function aroundShare(share: number, reach: number): Interval {
  if (reach === 0) return [share, share]
  if (!Number.isFinite(reach) || share <= 0 || share >= 1) return [0, 1]
  const odds = Math.log(share / (1 - share))
  const step = reach / (share * (1 - share))
  return [fromOdds(odds - step), fromOdds(odds + step)]
}

function fromOdds(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}

const normalQuantile = 1.959963984540054

/** The 97.5 % quantile of Student's t; right to 2 % from 3 degrees of freedom on, to 0.1 % from 6 on (Abramowitz and Stegun 26.7.5). */
export function studentQuantile(degrees: number): number {
  const z = normalQuantile
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ]
  return terms.reduce((sum, term, power) => sum + term / degrees ** power, 0)
}
