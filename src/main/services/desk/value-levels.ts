/** What a screen needs to know of all values of a picture before it shows one slice of it. */
import { at } from '@shared/at'
import type { Percentiles } from '@shared/picture/value-window'

export interface ValueLevels {
  /** Smallest and largest. */
  readonly range: [number, number]
  readonly percentiles: Percentiles
}

/** Slices of one volume follow each other: its values are looked through once. */
const known = new WeakMap<Float32Array, ValueLevels>()

/** Finds range and percentiles; values that are no finite number are passed over, and without any all are 0. */
export function levelsOf(values: Float32Array): ValueLevels {
  const found = known.get(values) ?? { range: rangeOf(values), percentiles: percentilesOf(values) }
  known.set(values, found)
  return found
}

function rangeOf(values: Float32Array): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low && value !== Number.NEGATIVE_INFINITY) low = value
    if (value > high && value !== Number.POSITIVE_INFINITY) high = value
  }
  return low <= high ? [low, high] : [0, 0]
}

/** Enough for the hundredth part of a picture to be known to some permille. */
const mostSamples = 2 ** 18

const shares = [0.01, 0.05, 0.95, 0.99] as const

/** Of all values, or of every so many of a large picture: the same ones whenever it is asked. Between two samples by their distance. */
function percentilesOf(values: Float32Array): Percentiles {
  const sorted = samplesOf(values).sort()
  const percentile = (share: number): number => {
    if (sorted.length === 0) return 0
    const place = share * (sorted.length - 1)
    const low = at(sorted, Math.floor(place))
    return low + (place - Math.floor(place)) * (at(sorted, Math.ceil(place)) - low)
  }
  const [first, second, third, fourth] = shares
  return [percentile(first), percentile(second), percentile(third), percentile(fourth)]
}

function samplesOf(values: Float32Array): Float32Array {
  const step = stepOver(values.length)
  const samples = new Float32Array(Math.ceil(values.length / step))
  let count = 0
  for (let index = 0; index < values.length; index += step) {
    const value = values[index] ?? Number.NaN
    if (Number.isFinite(value)) samples[count++] = value
  }
  return samples.subarray(0, count)
}

/** Has no divisor in common with the length, so that it does not keep to one column or channel. */
function stepOver(length: number): number {
  let step = Math.max(1, Math.ceil(length / mostSamples))
  while (divisorOf(step, length) > 1) step += 1
  return step
}

function divisorOf(a: number, b: number): number {
  return b === 0 ? a : divisorOf(b, a % b)
}
