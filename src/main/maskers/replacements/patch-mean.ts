/** Replacement patch-mean. */
import type { NumericReplacement } from '../part-view'
import { meanOf } from './case-mean'

/**
 * Creates the replacement by the mean of the part being masked, one number for all its channels, in float64 (method.md section 2).
 * The whole modality, masked as one part, gets the mean of the whole.
 */
export function createPatchMean(): NumericReplacement {
  return ({ original, part }) => {
    const mean = meanOf(original.values, part)
    return () => mean
  }
}
