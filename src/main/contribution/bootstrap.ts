/** 8 of 11: percentile intervals by drawing patients again (METHOD section 6). */
import type { Interval } from '@shared/contribution'
import { createRandom } from '../maskers/random'

/** Computes a row of figures from the sums over the drawn clusters; null when they show no response. */
export type Estimate = (sums: Float64Array) => readonly number[] | null

const lowest = 0.025
const highest = 0.975

/**
 * Draws as many clusters as there are, with replacement, `resamples` times, and returns the 95 % percentile interval of
 * every figure. A cluster is a row of sums, all of one width. Below two clusters, or without response in most draws, there
 * is no interval: null.
 */
export function bootstrapIntervals(
  clusters: readonly Float64Array[],
  estimate: Estimate,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): (Interval | null)[] | null {
  if (clusters.length < 2) return null
  const random = createRandom(seed, 'bootstrap')
  const width = clusters[0]?.length ?? 0
  // One table in a row of memory: millions of draws jump about in it.
  const table = Float64Array.from(clusters.flatMap((cluster) => [...cluster]))
  const figures: (readonly number[])[] = []
  for (let resample = 0; resample < resamples; resample += 1) {
    const row = estimate(drawSums(table, width, random))
    if (row !== null) figures.push(row)
  }
  const [first] = figures
  if (first === undefined || figures.length < resamples / 2) return null
  return first.map((_, index) => percentileInterval(figures.map((row) => row[index] ?? 0)))
}

/** Added up plainly: what a resample may round away is far below what it varies. */
function drawSums(table: Float64Array, width: number, random: () => number): Float64Array {
  const sums = new Float64Array(width)
  const count = table.length / width
  for (let draw = 0; draw < count; draw += 1) {
    const start = width * Math.floor(random() * count)
    for (let index = 0; index < width; index += 1)
      sums[index] = (sums[index] ?? 0) + (table[start + index] ?? 0)
  }
  return sums
}

function percentileInterval(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort()
  return [quantile(sorted, lowest), quantile(sorted, highest)]
}

/** Linear between neighbours, as numpy does by default. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low
  return low + (high - low) * (place - below)
}
