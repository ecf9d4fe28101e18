/** Which rows of a sequence each mask of a batch changes, found by comparing values. */
import { elementCount, type Tensor } from '@shared/tensor'

export interface ChangedRows {
  /** Per mask, ascending. At least one in all, so that no tensor is ever empty. */
  readonly rows: readonly (readonly number[])[]
  /** Their values, one mask after another: [1, changed rows, ...]. */
  readonly tensor: Tensor
}

/** Compares masked copies [masks, rows, ...] with the original [rows, ...]. Reads only. */
export function takeChangedRows(original: Tensor, masked: Tensor): ChangedRows {
  const [masks = 0, count = 0, ...rest] = masked.dims
  const width = elementCount(rest)
  const isChanged = (mask: number, row: number): boolean => {
    for (let place = row * width; place < (row + 1) * width; place += 1) {
      if (!Object.is(masked.values[mask * count * width + place], original.values[place])) return true
    }
    return false
  }
  const rows = Array.from({ length: masks }, (_, mask) =>
    Array.from({ length: count }, (_, row) => row).filter((row) => isChanged(mask, row)),
  )
  // A row that stays as it is may be computed again.
  if (rows.every(({ length }) => length === 0)) rows[0] = [0]
  const starts = rows.flatMap((own, mask) => own.map((row) => (mask * count + row) * width))
  return { rows, tensor: takeRows(masked, starts, width, rest) }
}

function takeRows(
  { values }: Tensor,
  starts: readonly number[],
  width: number,
  rest: readonly number[],
): Tensor {
  const dims = [1, starts.length, ...rest]
  if (values instanceof BigInt64Array) {
    const taken = new BigInt64Array(starts.length * width)
    for (const [place, start] of starts.entries())
      taken.set(values.subarray(start, start + width), place * width)
    return { dtype: 'int64', dims, values: taken }
  }
  const taken = new Float32Array(starts.length * width)
  for (const [place, start] of starts.entries())
    taken.set(values.subarray(start, start + width), place * width)
  return { dtype: 'float32', dims, values: taken }
}
