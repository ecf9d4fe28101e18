/** 8 of 11: what is drawn again or left out: patients, each with the sums that the figures are made of. */
import type { CaseDifferences } from './differences'
import type { Shares, SingleAggregation } from './aggregate'
import { shareRows } from './share-rows'

export interface ClusterTable {
  /** A patient as a row of sums that add up over patients; all of one width. */
  readonly clusters: readonly Float64Array[]
  /** From summed rows to the shares of the aggregation. */
  readonly toShares: (sums: Float64Array) => Shares
  /** How much a row says in the shares, in any unit. */
  readonly toWeight: (row: Float64Array) => number
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
  beside: (one: CaseDifferences) => number[] = () => [],
): ClusterTable {
  const [first] = cases
  const { toRow, toShares, toWeight } = shareRows(by, first?.modalities.length ?? 0)
  const width = first === undefined ? 0 : toRow(first).length
  const rows = new Map<string, Float64Array>()
  for (const one of cases) {
    const row = Float64Array.from([...toRow(one), ...beside(one)])
    const sum = rows.get(one.cluster)
    rows.set(one.cluster, sum === undefined ? row : addRows(sum, row))
  }
  return {
    clusters: [...rows.values()],
    toShares: (sums) => toShares(sums.subarray(0, width)),
    toWeight: (row) => toWeight(row.subarray(0, width)),
    toBeside: (sums) => sums.subarray(width),
  }
}

/** Adds two rows of one width. */
export function addRows(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value + (b[index] ?? 0))
}
