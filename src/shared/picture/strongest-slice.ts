/** Where a volume is opened: through the strongest part. */
import { labelPartsOf } from '../label-parts-of'
import { gridParts, type LabelsLayout, type PartLayout } from '../part'
import { at } from '../at'

/**
 * Index along an axis of the dims: the middle of the part with the largest value, or for a label where it has most elements; null for
 * a layout without places. `values` [partCount] in part order.
 */
export function strongestSlice(layout: PartLayout, values: readonly number[], axis: number): number | null {
  const sizes = values.map(Math.abs)
  const strongest = sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0))
  if (layout.kind === 'labels') return strongest < 0 ? null : fullestSlice(layout, strongest, axis)
  const part = layout.kind === 'grid' ? gridParts(layout)[strongest] : undefined
  return part === undefined ? null : at(part.offset, axis) + Math.floor(at(part.size, axis) / 2)
}

/** Index along an axis of the slice that has most of a part. */
export function fullestSlice(layout: LabelsLayout, part: number, axis: number): number {
  const { dims } = layout
  const counts = Array<number>(at(dims, axis)).fill(0)
  const stride = dims.slice(axis + 1).reduce((product, length) => product * length, 1)
  labelPartsOf(layout).forEach((one, element) => {
    const slice = Math.floor(element / stride) % counts.length
    if (one === part) counts[slice] = at(counts, slice) + 1
  })
  return counts.indexOf(Math.max(...counts))
}
