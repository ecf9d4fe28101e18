/** Where a part lies on the model's grid. */
import { at } from '../at'
import { labelCentres } from '../label-parts-of'
import { gridParts, type PartLayout } from '../part'
import type { Voxel } from './planes'

/** The middle of a part in whole indices; null for a layout without places. */
export function partCentre(layout: PartLayout, part: number): Voxel | null {
  const centre = layout.kind === 'labels' ? labelCentres(layout)[part] : boxCentre(layout, part)
  if (centre === undefined) return null
  const [x, y, z = 0] = centre.toReversed()
  return x === undefined || y === undefined ? null : [Math.round(x), Math.round(y), Math.round(z)]
}

function boxCentre(layout: PartLayout, part: number): number[] | undefined {
  const box = layout.kind === 'grid' ? gridParts(layout)[part] : undefined
  return box?.offset.map((first, axis) => Math.floor(first + (at(box.size, axis) - 1) / 2))
}
