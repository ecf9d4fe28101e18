/** The largest value of an image whose format does not say how large values can become. */

/** Returns the largest finite value, at least 0; what is no number is passed over. */
export function largestValue(values: Float32Array): number {
  let largest = 0
  for (const value of values) if (value > largest && value !== Infinity) largest = value
  return largest
}
