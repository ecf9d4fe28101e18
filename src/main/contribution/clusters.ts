/** 8 of 11: what the bootstrap draws: patients, each with the sums that the figures are made of. */
import type { CaseDifferences } from './differences'
import { toShares, type Shares, type SingleAggregation } from './aggregate'
import { exactSum } from './exact-sum'

export interface ClusterTable {
  /** A patient as a row of sums that add up over patients; all of one width. */
  readonly clusters: readonly Float64Array[]
  /** From summed rows to the shares of the aggregation. */
  readonly toShares: (sums: Float64Array) => Shares
  /** The part of the summed rows that `beside` made. */
  readonly toBeside: (sums: Float64Array) => Float64Array
}

/**
 * Reduces the cases to one row of sums per patient, so that a resample costs a few additions whatever the number of cases and
 * parts. `beside` gives further amounts of a case that are drawn together with its own.
 */
export function toClusterTable(
  cases: readonly CaseDifferences[],
  by: SingleAggregation,
  beside: RowMaker = () => [],
): ClusterTable {
  const toRow = rowMakers[by]
  const [first] = cases
  const width = first === undefined ? 0 : toRow(first).length
  const rows = new Map<string, Float64Array>()
  for (const one of cases) {
    const row = Float64Array.from([...toRow(one), ...beside(one)])
    const sum = rows.get(one.cluster)
    rows.set(one.cluster, sum === undefined ? row : sum.map((value, index) => value + (row[index] ?? 0)))
  }
  const count = first?.modalities.length ?? 0
  return {
    clusters: [...rows.values()],
    toShares: (sums) => fromSums[by]([...sums.subarray(0, width)], count),
    toBeside: (sums) => sums.subarray(width),
  }
}

type RowMaker = (one: CaseDifferences) => number[]

const amounts: RowMaker = ({ modalities }) => modalities.map(({ perClass }) => exactSum(perClass))

/** Sums that every aggregation needs, per case; the layout is known to `fromSums` of the same name. */
const rowMakers: Readonly<Record<SingleAggregation, RowMaker>> = {
  pooled: amounts,
  whole: ({ modalities }) => modalities.map(({ wholePerClass }) => exactSum(wholePerClass)),
  'part-mean': (one) => [...amounts(one), ...one.modalities.map(({ partCount }) => partCount)],
  'per-case': (one) => (one.isSilent ? one.modalities.map(() => 0) : [...(toShares(amounts(one)) ?? [])]),
  'per-case-per-class': perClassRow,
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

type FromSums = (sums: readonly number[], modalityCount: number) => Shares

const fromSums: Readonly<Record<SingleAggregation, FromSums>> = {
  pooled: toShares,
  whole: toShares,
  'part-mean': (sums, count) =>
    toShares(
      sums.slice(0, count).map((amount, index) => {
        const parts = sums[count + index] ?? 0
        return parts > 0 ? amount / parts : 0
      }),
    ),
  // The mean over responding cases of shares that add up to 1 is the shares of their sums.
  'per-case': toShares,
  'per-case-per-class': (sums, count) => {
    const means = Array<number>(count).fill(0)
    for (let start = 0; start < sums.length; start += count + 1) {
      const responding = sums[start + count] ?? 0
      if (responding === 0) continue
      for (let index = 0; index < count; index += 1)
        means[index] = (means[index] ?? 0) + (sums[start + index] ?? 0) / responding
    }
    return toShares(means)
  },
}
