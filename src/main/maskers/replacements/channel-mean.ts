/** Replacement channel-mean. */
import type { NumericReplacement, PartView } from '../part-view'

/** Creates the replacement by the mean of each channel of this case, in float64; computed once per case (method.md section 2). */
export function createChannelMean(): NumericReplacement {
  const meansByCase = new WeakMap<Float32Array, ReadonlyMap<number, number>>()
  return (view) => {
    const means = meansByCase.get(view.original.values) ?? channelMeans(view)
    meansByCase.set(view.original.values, means)
    return (_, channel) => means.get(channel) ?? Number.NaN
  }
}

function channelMeans({ original, whole }: PartView): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>()
  whole((index, channel) => {
    const found = sums.get(channel) ?? { sum: 0, count: 0 }
    found.sum += original.values[index] ?? Number.NaN
    found.count += 1
    sums.set(channel, found)
  })
  return new Map([...sums].map(([channel, { sum, count }]) => [channel, sum / count]))
}
