/** Where a volume is opened: the slice through the middle of its strongest part, or the one that has most of it. */
import { fullestSlice } from '@shared/label-parts-of'
import { gridParts, type GridLayout, type LabelsLayout } from '@shared/part'

/** Index along z; `values` [partCount] in part order. */
export function strongestSlice(layout: GridLayout | LabelsLayout, values: readonly number[]): number {
  const sizes = values.map(Math.abs)
  const strongest = sizes.indexOf(Math.max(...sizes))
  if (layout.kind === 'labels') return fullestSlice(layout, strongest)
  const part = gridParts(layout)[strongest]
  return (part?.offset[0] ?? 0) + Math.floor((part?.size[0] ?? 0) / 2)
}
