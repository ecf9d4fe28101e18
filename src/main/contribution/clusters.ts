/** What is left out in turn: patients, each with the sums that the shares are made of. */
import { at } from '@shared/at'
import type { SingleAggregation } from './aggregate'
import type { CaseSums } from './differences'
import type { PatientSums } from './share-intervals'
import { shareRows } from './share-rows'

/** One row per patient, in the order in which they come first. */
export interface ClusterRows {
  readonly rows: readonly Float64Array[]
  readonly caseCounts: readonly number[]
}

/** Reduces the cases to one row of sums per patient, so that leaving one out costs a subtraction whatever the number of cases. */
export function toClusterRows<Case extends Pick<CaseSums, 'cluster'>>(
  cases: readonly Case[],
  toRow: (one: Case) => readonly number[],
): ClusterRows {
  const clusters = new Map<string, { row: Float64Array; count: number }>()
  for (const one of cases) {
    const row = Float64Array.from(toRow(one))
    const known = clusters.get(one.cluster)
    clusters.set(
      one.cluster,
      known === undefined ? { row, count: 1 } : { row: addRows(known.row, row), count: known.count + 1 },
    )
  }
  const all = [...clusters.values()]
  return { rows: all.map(({ row }) => row), caseCounts: all.map(({ count }) => count) }
}

/** The patients as an aggregation sees them. */
export function toPatientSums(cases: readonly CaseSums[], by: SingleAggregation): PatientSums {
  const { toRow, ...figures } = shareRows(by, cases[0]?.modalities.length ?? 0)
  return { ...toClusterRows(cases, toRow), ...figures }
}

/** Adds two rows of one width. */
export function addRows(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value + at(b, index))
}
