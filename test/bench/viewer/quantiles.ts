/** Benchmark: the middle, the slow end and the slowest of many times. */
import { at } from '@shared/at'

export interface Quantiles {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

export function quantiles(times: readonly number[]): Quantiles {
  const sorted = times.toSorted((a, b) => a - b)
  const place = (share: number): number =>
    at(sorted, Math.min(sorted.length - 1, Math.floor(share * sorted.length)))
  return sorted.length === 0
    ? { count: 0, p50: 0, p95: 0, max: 0 }
    : { count: sorted.length, p50: place(0.5), p95: place(0.95), max: place(1) }
}
