/** The numbers of a column in order: once per column, for sorting cases by it and for judging what it tells. */
import type { CohortColumn } from './cohort-column'

export interface ValueRanks {
  /** Per text, the place of its number among the different ones, from the smallest; the number of texts for what is missing or no number. */
  readonly ranks: Uint32Array
  /** Different numbers. */
  readonly count: number
}

const known = new WeakMap<CohortColumn, ValueRanks>()

/** Texts of one and the same value, such as 1 and 1.0, share a rank. */
export function valueRanks(column: CohortColumn, values: Float64Array): ValueRanks {
  const found = known.get(column) ?? rankValues(column, values)
  known.set(column, found)
  return found
}

function rankValues({ missing }: CohortColumn, values: Float64Array): ValueRanks {
  const isGiven = (value: number, code: number): boolean => missing[code] === 0 && !Number.isNaN(value)
  const sorted = values.filter(isGiven).sort()
  const different = sorted.filter((value, place) => place === 0 || value !== sorted[place - 1])
  const ranks = new Uint32Array(values.length).fill(values.length)
  for (let code = 0; code < ranks.length; code += 1) {
    const value = values[code] ?? Number.NaN
    if (isGiven(value, code)) ranks[code] = placeOf(different, value)
  }
  return { ranks, count: different.length }
}

/** By halves; the value is among them. */
function placeOf(rising: Float64Array, value: number): number {
  let [low, high] = [0, rising.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
