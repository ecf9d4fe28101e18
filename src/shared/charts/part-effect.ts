/** What one part of a case does, as a single number (method.md section 4). */

/** mean or max over the classes, or one class by its index. */
export type ClassChoice = 'mean' | 'max' | number

/** The absolute effect of a part from its row [C] of signed differences. */
export function absoluteEffect(row: readonly number[], choice: ClassChoice): number {
  const sizes = row.map(Math.abs)
  if (typeof choice === 'number') return sizes[choice] ?? 0
  if (sizes.length === 0) return 0
  return choice === 'max' ? Math.max(...sizes) : sizes.reduce((sum, size) => sum + size, 0) / sizes.length
}

/**
 * The signed effect on one output: above 0 masking lowers it, the part speaks for it. There is no mean of it over outputs: over classes
 * that add up to 1 that would be the rounding of the model.
 */
export function signedEffect(row: readonly number[], classIndex: number): number {
  return row[classIndex] ?? 0
}
