/** Replacements zero and constant. */
import type { NumericReplacement } from '../part-view'

/** Creates the replacement by one number, in model units, after all preprocessing (method.md section 2). */
export function createFixedValue(value: number): NumericReplacement {
  return () => () => value
}
