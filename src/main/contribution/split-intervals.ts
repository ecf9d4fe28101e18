/** Intervals of the portions of a modality's share, its attributes or its classes, by the steps of m_i (method.md section 6). */
import { at } from '@shared/at'
import type { ShareInterval } from '@shared/contribution'
import type { SingleAggregation } from './aggregate'
import { toClusterRows } from './clusters'
import type { CaseSums } from './differences'
import { exactSum } from './exact-sum'
import { toShareIntervals } from './share-intervals'
import { shareRows } from './share-rows'

export interface SplitShares {
  readonly aggregation: SingleAggregation
  /** Index of the modality whose share is split. */
  readonly modality: number
  /** Up to this amount per case a portion does not respond. */
  readonly floor: number
}

/**
 * Every portion has the share m_i times its part in the differences of the modality, and so has every patient's amount of it; null where
 * nothing responds.
 */
export function toSplitIntervals(
  cases: readonly CaseSums[],
  toPortions: (one: CaseSums) => readonly number[],
  { aggregation, modality, floor }: SplitShares,
): readonly ShareInterval[] | null {
  const { toRow, toShares, toAmounts } = shareRows(aggregation, cases[0]?.modalities.length ?? 0)
  const width = cases[0] === undefined ? 0 : toRow(cases[0]).length
  const patients = toClusterRows(cases, (one) => [...toRow(one), ...toPortions(one)])
  const head = (row: Float64Array): Float64Array => row.subarray(0, width)
  const split = (row: Float64Array, whole: number): number[] => {
    const portions = row.subarray(width)
    const total = portions.reduce((sum, portion) => sum + portion, 0)
    return Array.from(portions, (portion) => (total > 0 ? (whole * portion) / total : 0))
  }
  const answer = toShareIntervals(
    {
      ...patients,
      toShares: (sums) => {
        const shares = toShares(head(sums))
        return shares === null ? null : split(sums, at(shares, modality))
      },
      toAmounts: (row) => split(row, at(toAmounts(head(row)), modality)),
      toTotal: (row) => exactSum(toAmounts(head(row))),
    },
    floor,
  )
  return answer?.intervals ?? null
}
