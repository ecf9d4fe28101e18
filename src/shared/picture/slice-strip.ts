/** The strongest part that each slice of a plane cuts: what the strip beside a plane shows. */
import { at } from '../at'
import { boxCorners, type PartBox } from './part-box'
import type { Plane } from './planes'

const axisPlace = { x: 0, y: 1, z: 2 } as const

/**
 * One value per slice in the order of the screen, with its sign; 0 where no part is cut. `fromModel` leads from the model's grid to the
 * one that is shown.
 */
export function strongestPerSlice(
  boxes: readonly (PartBox | null)[],
  values: readonly number[],
  { slices }: Plane,
  fromModel: readonly number[],
): Float64Array {
  const strongest = new Float64Array(slices.count)
  const axis = axisPlace[slices.axis]
  for (const [part, box] of boxes.entries()) {
    const value = at(values, part)
    if (box === null || value === 0) continue
    const along = boxCorners(box, fromModel).map((corner) => corner[axis])
    // A slice is cut where its middle lies in the box; a box between two middles belongs to the nearer one.
    const first = Math.ceil(Math.min(...along))
    const last = Math.max(first, Math.ceil(Math.max(...along)) - 1)
    for (let index = Math.max(0, first); index <= Math.min(slices.count - 1, last); index += 1) {
      const shown = slices.isFlipped ? slices.count - 1 - index : index
      if (Math.abs(value) > Math.abs(at(strongest, shown))) strongest[shown] = value
    }
  }
  return strongest
}
