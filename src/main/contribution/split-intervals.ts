/** Intervals of the pieces of a modality's share, its attributes or its classes, by the steps of m_i (method.md section 6). */
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
  /** Up to this amount per case a piece does not respond. */
  readonly floor: number
}

/**
 * Every piece has the share m_i times its part in the differences of the modality, and so has every patient's amount of it; null where
 * nothing responds.
 */
export function toSplitIntervals(
  cases: readonly CaseSums[],
  toPieces: (one: CaseSums) => readonly number[],
  { aggregation, modality, floor }: SplitShares,
): readonly ShareInterval[] | null {
  const { toRow, toShares, toAmounts } = shareRows(aggregation, cases[0]?.modalities.length ?? 0)
  const width = cases[0] === undefined ? 0 : toRow(cases[0]).length
  const patients = toClusterRows(cases, (one) => [...toRow(one), ...toPieces(one)])
  const head = (row: Float64Array): Float64Array => row.subarray(0, width)
  const split = (row: Float64Array, whole: number): number[] => {
    const pieces = row.subarray(width)
    const total = pieces.reduce((sum, piece) => sum + piece, 0)
    return Array.from(pieces, (piece) => (total > 0 ? (whole * piece) / total : 0))
  }
  const answer = toShareIntervals(
    {
      ...patients,
      toShares: (sums) => {
        const share = toShares(head(sums))?.[modality]
        return share === undefined ? null : split(sums, share)
      },
      toAmounts: (row) => split(row, toAmounts(head(row))[modality] ?? 0),
      toTotal: (row) => exactSum(toAmounts(head(row))),
    },
    floor,
  )
  return answer?.intervals ?? null
}
