/** A tensor in which nearly nothing is left to see, as after a window for values of another unit. */
import type { ErrorData } from '@shared/errors'
import type { TensorPlace } from './grid'

/** From this share of equal values on it is told. */
const noticedShare = 0.999
/** Fewer values say nothing of a picture. */
const fewestValues = 64

/** A notice where nearly all values are the smallest, or nearly all the largest: what steps that clip leave behind. */
export function constancyNotices(values: Float32Array, place: TensorPlace): ErrorData[] {
  if (values.length < fewestValues) return []
  const share = Math.max(shareOf(values, Math.min), shareOf(values, Math.max))
  if (share < noticedShare) return []
  return [{ code: 'tensor/nearly-constant', details: { ...place, percent: Math.floor(1000 * share) / 10 } }]
}

function shareOf(values: Float32Array, end: (a: number, b: number) => number): number {
  const [first = 0] = values
  let extreme = first
  let count = 0
  for (const value of values) {
    if (value === extreme) count += 1
    else if (end(value, extreme) === value) {
      extreme = value
      count = 1
    }
  }
  return count / values.length
}
