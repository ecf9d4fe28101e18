/** The intervals of all shares of an aggregation, from one row of sums per patient (method.md section 6). */
import { at } from '@shared/at'
import type { ShareInterval } from '@shared/contribution'
import { exactSum } from './exact-sum'
import { countEffective, toShareInterval } from './share-interval'

/** The patients and how shares are made of them. */
export interface PatientSums {
  /** One row per patient; rows add up over patients, all of one width. */
  readonly rows: readonly Float64Array[]
  /** Cases of each patient. */
  readonly caseCounts: readonly number[]
  /** From summed rows to the shares; null when they show no response. */
  readonly toShares: (sums: Float64Array) => readonly number[] | null
  /** a^k_j: what a row adds to each of the shares. */
  readonly toAmounts: (row: Float64Array) => readonly number[]
  /** s^k; the sum of the amounts unless the shares are parts of a larger whole. */
  readonly toTotal?: (row: Float64Array) => number
}

export interface ShareIntervals {
  readonly shares: readonly number[]
  /** One per share. */
  readonly intervals: readonly ShareInterval[]
  /** k(s): how many patients of equal weight would say as much. */
  readonly effectivePatients: number
}

/** Leaves out one patient in turn; null as long as nothing responds. An amount per case up to `floor` is no response. */
export function toShareIntervals(patients: PatientSums, floor: number): ShareIntervals | null {
  const { rows, caseCounts, toShares, toAmounts } = patients
  const toTotal = patients.toTotal ?? ((row) => exactSum(toAmounts(row)))
  const sums = sumRows(rows)
  const shares = toShares(sums)
  if (shares === null) return null
  const others = rows.map((row) => toShares(sums.map((sum, place) => Math.max(0, sum - at(row, place)))))
  const amounts = rows.map(toAmounts)
  const totals = rows.map(toTotal)
  const isOnly = shares.length === 1 && patients.toTotal === undefined
  const intervals = shares.map((share, index) => {
    const one = toShareInterval({
      ...{ share, totals, caseCounts, floor },
      without: others.map((one) => (one === null ? null : at(one, index))),
      amounts: amounts.map((row) => at(row, index)),
    })
    return isOnly ? { ...one, ...byDefinition } : one
  })
  return { shares, intervals, effectivePatients: countEffective(totals) }
}

/** The share of the only modality is 1 whatever the patients say. */
const byDefinition = { interval: null, lowerLimit: null, upperLimit: null, note: 'only-modality' } as const

function sumRows(rows: readonly Float64Array[]): Float64Array {
  const width = rows[0]?.length ?? 0
  return Float64Array.from({ length: width }, (_, place) => exactSum(rows.map((row) => at(row, place))))
}
