/** The sums over cases that the shares of an aggregation are made of. */
import { at } from '@shared/at'
import type { CaseSums } from './differences'
import { toShares, type Shares, type SingleAggregation } from './aggregate'
import { exactSum } from './exact-sum'

/** How an aggregation is made of rows of sums: rows of one width, one per case, that add up over cases. */
export interface ShareRows {
  readonly toRow: (one: CaseSums) => number[]
  /** From a sum of rows to the shares. */
  readonly toShares: (sums: Float64Array) => Shares
  /** a_j: what a row adds to the share of each modality. */
  readonly toAmounts: (row: Float64Array) => number[]
}

/** The rows of an aggregation over so many modalities. */
export function shareRows(by: SingleAggregation, modalityCount: number): ShareRows {
  const { toRow, fromSums, toAmounts } = kinds[by]
  return {
    toRow,
    toShares: (sums) => fromSums([...sums], modalityCount),
    toAmounts: (row) => (toAmounts ?? leadingEntries)([...row], modalityCount),
  }
}

interface RowKind {
  readonly toRow: ShareRows['toRow']
  readonly fromSums: (sums: readonly number[], modalityCount: number) => Shares
  /** Where the amounts are not the first entries of a row. */
  readonly toAmounts?: (row: readonly number[], modalityCount: number) => number[]
}

function leadingEntries(row: readonly number[], count: number): number[] {
  return row.slice(0, count)
}

const amounts: ShareRows['toRow'] = ({ modalities }) => modalities.map(({ perClass }) => exactSum(perClass))

const kinds: Readonly<Record<SingleAggregation, RowKind>> = {
  pooled: { toRow: amounts, fromSums: toShares },
  whole: {
    toRow: ({ modalities }) => modalities.map(({ wholePerClass }) => exactSum(wholePerClass)),
    fromSums: toShares,
  },
  'part-mean': {
    toRow: (one) => [...amounts(one), ...one.modalities.map(({ partCount }) => partCount)],
    fromSums: partMeans,
  },
  'per-case': {
    toRow: (one) => (one.isSilent ? one.modalities.map(() => 0) : [...(toShares(amounts(one)) ?? [])]),
    // The mean over responding cases of shares that add up to 1 is the shares of their sums.
    fromSums: toShares,
  },
  'per-case-per-class': { toRow: perClassRow, fromSums: perClassShares, toAmounts: sharesOverClasses },
}

function partMeans(sums: readonly number[], count: number): Shares {
  return toShares(
    sums.slice(0, count).map((amount, index) => {
      const parts = at(sums, count + index)
      return parts > 0 ? amount / parts : 0
    }),
  )
}

/** Per class: the shares of the modalities, then 1 if the case responds in it. */
function perClassRow(one: CaseSums): number[] {
  const classCount = at(one.modalities, 0).perClass.length
  return Array.from({ length: classCount }, (_, index) => {
    const parts = one.modalities.map(({ perClass }) => at(perClass, index))
    const silent = one.isSilent || exactSum(parts) < one.responseFloor / classCount
    const shares = silent ? null : toShares(parts)
    return shares === null ? [...parts.map(() => 0), 0] : [...shares, 1]
  }).flat()
}

function perClassShares(sums: readonly number[], count: number): Shares {
  const means = Array<number>(count).fill(0)
  for (let start = 0; start < sums.length; start += count + 1) {
    const responding = at(sums, start + count)
    if (responding === 0) continue
    for (let index = 0; index < count; index += 1)
      means[index] = at(means, index) + at(sums, start + index) / responding
  }
  return toShares(means)
}

/** The shares of a case, added up over the classes in which it responds. */
function sharesOverClasses(row: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    exactSum(row.filter((__, place) => place % (count + 1) === index)),
  )
}
