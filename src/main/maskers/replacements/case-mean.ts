/** Replacement case-mean. */
import type { Elements, NumericReplacement } from '../part-view'

/**
 * Creates the replacement by the mean of this case's whole tensor, over all channels of the modality (of the group, when channels
 * are grouped). Sums in float64; computed once per case (method.md section 2, as the released code for images).
 */
export function createCaseMean(): NumericReplacement {
  const meanByCase = new WeakMap<Float32Array, number>()
  return ({ original, whole }) => {
    const mean = meanByCase.get(original.values) ?? meanOf(original.values, whole)
    meanByCase.set(original.values, mean)
    return () => mean
  }
}

/** Averages some elements of a tensor in float64. */
export function meanOf(values: Float32Array, elements: Elements): number {
  let sum = 0
  let count = 0
  elements((index) => {
    sum += values[index] ?? Number.NaN
    count += 1
  })
  return count === 0 ? 0 : sum / count
}
