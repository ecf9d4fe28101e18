/** 8 of 10: what the bootstrap draws: patients, each with the sums that the figures are made of. */
import type { CaseDifferences } from './differences'
import { toShares, type Shares, type SingleAggregation } from './aggregate'
import { exactSum } from './exact-sum'

/** A patient as a row of sums that add up over patients. */
export type Cluster = Float64Array

export interface ClusterTable {
  readonly clusters: readonly Cluster[]
  /** From summed rows to the shares of the aggregation. */
  readonly estimate: (drawn: readonly Cluster[]) => Shares
}

/**
 * Reduces the cases to one row of sums per patient, so that a resample costs a few additions whatever the number of cases and
 * parts. Draws are summed plainly: 2,000 of them need no exact sum.
 */
export function toClusterTable(cases: readonly CaseDifferences[], by: SingleAggregation): ClusterTable {
  const toRow = rowMakers[by]
  const rows = new Map<string, number[]>()
  for (const one of cases) {
    const row = toRow(one)
    const sum = rows.get(one.cluster)
    rows.set(one.cluster, sum === undefined ? [...row] : sum.map((value, index) => value + (row[index] ?? 0)))
  }
  const count = cases[0]?.modalities.length ?? 0
  return {
    clusters: [...rows.values()].map((row) => Float64Array.from(row)),
    estimate: (drawn) => fromSums[by](addUp(drawn), count),
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

function addUp(rows: readonly Cluster[]): number[] {
  const sums = Array<number>(rows[0]?.length ?? 0).fill(0)
  for (const row of rows)
    for (let index = 0; index < row.length; index += 1) sums[index] = (sums[index] ?? 0) + (row[index] ?? 0)
  return sums
}
