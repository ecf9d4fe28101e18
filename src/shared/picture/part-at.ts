/** Which parts cover a voxel of the model's grid, and what they are worth. */
import { at } from '../at'
import { labelPartsOf } from '../label-parts-of'
import { gridCounts, type GridLayout, type LabelsLayout } from '../part'

export interface PartsAt {
  /** Parts over a voxel, whole indices; none outside of the grid. */
  readonly cover: (x: number, y: number, z: number) => readonly number[]
}

const nowhere: readonly number[] = []

/** Of an image, z is left out. */
export function createPartsAt(layout: GridLayout | LabelsLayout): PartsAt {
  return layout.kind === 'labels' ? labelsAt(layout) : boxesAt(layout)
}

function labelsAt(layout: LabelsLayout): PartsAt {
  const [width, height, depth = 1] = layout.dims.toReversed()
  const parts = labelPartsOf(layout)
  const each = layout.labels.map((_, part) => [part])
  return {
    cover: (x, y, z) => {
      if (!isInside(x, width) || !isInside(y, height) || !isInside(z, depth)) return nowhere
      return each[at(parts, (z * (height ?? 1) + y) * (width ?? 1) + x)] ?? nowhere
    },
  }
}

function isInside(place: number, length = 0): boolean {
  return place >= 0 && place < length
}

function boxesAt(layout: GridLayout): PartsAt {
  const axes = layout.dims.map((_, axis) => stepsAlong(layout, axis)).toReversed()
  const [xs = [], ys = [], zs = null] = axes
  const counts = gridCounts(layout)
  const [columns = 1, rows = 1] = counts.toReversed()
  const known = new Map<number, readonly number[]>()
  return {
    cover: (x, y, z) => {
      const [inX, inY, inZ] = [xs[x], ys[y], zs === null ? flat : zs[z]]
      if (inX === undefined || inY === undefined || inZ === undefined) return nowhere
      if (inX.length === 1 && inY.length === 1 && inZ.length === 1)
        return single(known, (at(inZ, 0) * rows + at(inY, 0)) * columns + at(inX, 0))
      return inZ.flatMap((k) => inY.flatMap((j) => inX.map((i) => (k * rows + j) * columns + i)))
    },
  }
}

const flat: readonly number[] = [0]

/** The same list for the same part, of which a screen asks hundreds of thousands of times. */
function single(known: Map<number, readonly number[]>, part: number): readonly number[] {
  const found = known.get(part) ?? [part]
  known.set(part, found)
  return found
}

/** Steps of the grid that cover each place along an axis. */
function stepsAlong(layout: GridLayout, axis: number): (readonly number[])[] {
  const [length, size, stride] = [at(layout.dims, axis), at(layout.size, axis), at(layout.stride, axis)]
  const count = at(gridCounts(layout), axis)
  return Array.from({ length }, (_, place) => {
    const first = Math.max(0, Math.ceil((place - size + 1) / stride))
    const last = Math.min(count - 1, Math.floor(place / stride))
    return Array.from({ length: Math.max(0, last - first + 1) }, (_step, index) => first + index)
  })
}
