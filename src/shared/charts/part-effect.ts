/** What one part of a case does, as a single number (METHOD section 4). */

/** mean or max over the classes, or one class by its index. */
export type ClassChoice = 'mean' | 'max' | number

/** The absolute effect of a part from its row [C] of signed differences. */
export function absoluteEffect(row: readonly number[], choice: ClassChoice): number {
  const sizes = row.map(Math.abs)
  if (typeof choice === 'number') return sizes[choice] ?? 0
  if (sizes.length === 0) return 0
  return choice === 'max' ? Math.max(...sizes) : sizes.reduce((sum, size) => sum + size, 0) / sizes.length
}

/** The signed effect: above 0 masking lowers the output, the part speaks for it. max takes the class that moves most. */
export function signedEffect(row: readonly number[], choice: ClassChoice): number {
  if (typeof choice === 'number') return row[choice] ?? 0
  if (row.length === 0) return 0
  if (choice === 'mean') return row.reduce((sum, value) => sum + value, 0) / row.length
  return row.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
}
