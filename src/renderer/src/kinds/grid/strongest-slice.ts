/** Where a volume is opened: the slice through the middle of its strongest part. */
import { gridParts, type GridLayout } from '@shared/part'

/** Index along z; `values` [partCount] in part order. */
export function strongestSlice(layout: GridLayout, values: readonly number[]): number {
  const sizes = values.map(Math.abs)
  const part = gridParts(layout)[sizes.indexOf(Math.max(...sizes))]
  return (part?.offset[0] ?? 0) + Math.floor((part?.size[0] ?? 0) / 2)
}
