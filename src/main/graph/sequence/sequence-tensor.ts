/** A tensor [batch, rows, ...] of which each mask changes a few rows: patches or words of a transformer before its first attention. */

export interface SequenceTensor {
  /** Name in the original graph. */
  readonly name: string
  /** For a batch of 1: [1, rows, ...]. */
  readonly dims: readonly number[]
  /** Rows that stand before the first row of the entry: class tokens. */
  readonly shift: number
}

/** Name of the changed rows of all masks of a chunk, one mask after another: [1, changed rows, ...]. */
export function changedOf(name: string): string {
  return `${name}::changed rows`
}

/** Name of the rows that no mask has changed, of one case: [1, rows, ...]. */
export function originalOf(name: string): string {
  return `${name}::original rows`
}

/** One index input of a model with a sequence, int32. */
export interface SequenceIndex {
  readonly name: string
  readonly shift: number
  /** Rows of the sequence; null for the places of the changed rows. */
  readonly rows: number | null
}

/** The place in the sequence of every changed row. */
export function placesIndex(entry: string, shift: number): SequenceIndex {
  return { name: `${entry}::places + ${shift}`, shift, rows: null }
}

/** For every mask all rows, changed ones in their place. */
export function wholeIndex(entry: string, { dims: [, rows = 0], shift }: SequenceTensor): SequenceIndex {
  return { name: `${entry}::all ${rows} rows + ${shift}`, shift, rows }
}

/**
 * Fills an index for masks that change the given rows of the entry: places are [changed rows]; whole sequences are
 * [masks x rows] and count the original rows first, then the changed ones.
 */
export function fillSequenceIndex(
  { shift, rows }: SequenceIndex,
  changed: readonly (readonly number[])[],
): Int32Array {
  if (rows === null) return Int32Array.from(changed.flat(), (row) => row + shift)
  const filled = new Int32Array(changed.length * rows)
  let next = rows
  for (const [mask, places] of changed.entries()) {
    for (let row = 0; row < rows; row += 1) filled[mask * rows + row] = row
    for (const place of places) {
      filled[mask * rows + place + shift] = next
      next += 1
    }
  }
  return filled
}
