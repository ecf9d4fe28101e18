/** The box around a part on the model's grid, and where that is in the patient. */
import { at } from '../at'
import { gridParts, type GridLayout, type LabelsLayout } from '../part'
import { toLps } from './lps'
import { patientLetter, type Voxel } from './planes'

/** First and last voxel [x, y, z], both in it. */
export interface PartBox {
  readonly first: Voxel
  readonly last: Voxel
}

/** One per part; null for a part without a voxel. */
export function partBoxes(layout: GridLayout | LabelsLayout): readonly (PartBox | null)[] {
  return layout.kind === 'labels' ? labelBoxes(layout) : gridParts(layout).map(toBox)
}

function toBox({
  offset,
  size,
}: {
  readonly offset: readonly number[]
  readonly size: readonly number[]
}): PartBox {
  const [x = 0, y = 0, z = 0] = offset.toReversed()
  const [width = 1, height = 1, depth = 1] = size.toReversed()
  return { first: [x, y, z], last: [x + width - 1, y + height - 1, z + depth - 1] }
}

function labelBoxes({ dims, labels, runs }: LabelsLayout): (PartBox | null)[] {
  const [width = 1, height = 1] = dims.toReversed()
  const boxes = labels.map(() => ({ first: [Infinity, Infinity, Infinity], last: [-1, -1, -1] }))
  const widen = (part: number, element: number): void => {
    const box = at(boxes, part)
    const place = [
      element % width,
      Math.floor(element / width) % height,
      Math.floor(element / (width * height)),
    ]
    for (const [axis, index] of place.entries()) {
      box.first[axis] = Math.min(at(box.first, axis), index)
      box.last[axis] = Math.max(at(box.last, axis), index)
    }
  }
  let element = 0
  for (let run = 0; run < runs.length; run += 2) {
    const [part, length] = [at(runs, run), at(runs, run + 1)]
    // Along a line only its ends widen a box: a stretch that goes over several lines is looked at line by line.
    for (
      let from = element;
      part >= 0 && from < element + length;
      from = (Math.floor(from / width) + 1) * width
    ) {
      widen(part, from)
      widen(part, Math.min(element + length, (Math.floor(from / width) + 1) * width) - 1)
    }
    element += length
  }
  return boxes.map(({ first, last }) =>
    at(last, 0) < 0 ? null : { first: toVoxel(first), last: toVoxel(last) },
  )
}

function toVoxel(place: readonly number[]): Voxel {
  return [at(place, 0), at(place, 1), at(place, 2)]
}

/** The eight corners of a box on another grid, each at the outer edge of its voxel. */
export function boxCorners({ first, last }: PartBox, affine: readonly number[]): Voxel[] {
  const ends = ([0, 1, 2] as const).map((axis) => [first[axis] - 0.5, last[axis] + 0.5] as const)
  const [xs = [], ys = [], zs = []] = ends
  return xs.flatMap((x) => ys.flatMap((y) => zs.map((z) => toLps(affine, [x, y, z]))))
}

/** Its extent along the patient's axes: R 40.0 to R 20.0, A 10.0 to P 5.0, I 30.0 to S 15.0 mm. */
export function boxWords(box: PartBox, affineLps: readonly number[]): string {
  const corners = boxCorners(box, affineLps)
  const extents = ([0, 1, 2] as const).map((axis) => {
    const along = corners.map((corner) => corner[axis])
    return `${patientLetter(Math.min(...along), axis)} to ${patientLetter(Math.max(...along), axis)}`
  })
  return `${extents.join(', ')} mm`
}
