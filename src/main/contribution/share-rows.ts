/** 8 of 11: the sums over cases that the shares of an aggregation are made of. */
import type { CaseDifferences } from './differences'
import { toShares, type Shares, type SingleAggregation } from './aggregate'
import { exactSum } from './exact-sum'

/** How an aggregation is made of rows of sums: rows of one width, one per case, that add up over cases. */
export interface ShareRows {
  readonly toRow: (one: CaseDifferences) => number[]
  /** From a sum of rows to the shares. */
  readonly toShares: (sums: Float64Array) => Shares
  /** How much a row says in the shares, in any unit. */
  readonly toWeight: (row: Float64Array) => number
}

/** The rows of an aggregation over so many modalities. */
export function shareRows(by: SingleAggregation, modalityCount: number): ShareRows {
  const { toRow, fromSums, weighed } = kinds[by]
  return {
    toRow,
    toShares: (sums) => fromSums([...sums], modalityCount),
    toWeight: (row) => exactSum([...(weighed === 'amounts' ? row.subarray(0, modalityCount) : row)]),
  }
}

interface RowKind {
  readonly toRow: ShareRows['toRow']
  readonly fromSums: (sums: readonly number[], modalityCount: number) => Shares
  /** Which entries of a row weigh: all, or only the amounts before the part counts. */
  readonly weighed: 'all' | 'amounts'
}

const amounts: ShareRows['toRow'] = ({ modalities }) => modalities.map(({ perClass }) => exactSum(perClass))

const kinds: Readonly<Record<SingleAggregation, RowKind>> = {
  pooled: { toRow: amounts, fromSums: toShares, weighed: 'all' },
  whole: {
    toRow: ({ modalities }) => modalities.map(({ wholePerClass }) => exactSum(wholePerClass)),
    fromSums: toShares,
    weighed: 'all',
  },
  'part-mean': {
    toRow: (one) => [...amounts(one), ...one.modalities.map(({ partCount }) => partCount)],
    fromSums: partMeans,
    weighed: 'amounts',
  },
  'per-case': {
    toRow: (one) => (one.isSilent ? one.modalities.map(() => 0) : [...(toShares(amounts(one)) ?? [])]),
    // The mean over responding cases of shares that add up to 1 is the shares of their sums.
    fromSums: toShares,
    weighed: 'all',
  },
  'per-case-per-class': { toRow: perClassRow, fromSums: perClassShares, weighed: 'all' },
}

function partMeans(sums: readonly number[], count: number): Shares {
  return toShares(
    sums.slice(0, count).map((amount, index) => {
      const parts = sums[count + index] ?? 0
      return parts > 0 ? amount / parts : 0
    }),
  )
}

/** Per class: the shares of the modalities, then 1 if the case responds in it. */
function perClassRow(one: CaseDifferences): number[] {
  const classCount = one.modalities[0]?.perClass.length ?? 0
  return Array.from({ length: classCount }, (_, index) => {
    const parts = one.modalities.map(({ perClass }) => perClass[index] ?? 0)
    const silent = one.isSilent || exactSum(parts) < one.responseFloor / classCount
    const shares = silent ? null : toShares(parts)
    return shares === null ? [...parts.map(() => 0), 0] : [...shares, 1]
  }).flat()
}

function perClassShares(sums: readonly number[], count: number): Shares {
  const means = Array<number>(count).fill(0)
  for (let start = 0; start < sums.length; start += count + 1) {
    const responding = sums[start + count] ?? 0
    if (responding === 0) continue
    for (let index = 0; index < count; index += 1)
      means[index] = (means[index] ?? 0) + (sums[start + index] ?? 0) / responding
  }
  return toShares(means)
}
