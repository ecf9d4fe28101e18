/** Two shapes side by side. */

/** Tells whether two shapes are equal. */
export function sameDims(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis])
}
