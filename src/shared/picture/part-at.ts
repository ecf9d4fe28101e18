/** Which parts cover a voxel of the model's grid, and what they are worth. */
import { at, noEntry } from '../at'
import { labelPartsOf } from '../label-parts-of'
import { gridCounts, type GridLayout, type LabelsLayout } from '../part'

export interface PartsAt {
  /**
   * A number for what lies over a voxel, whole indices; of an image, z is left out. Made for a screen, which asks hundreds of thousands of
   * times: the part itself where there is one, `nowhere` outside of the parts, below it one that stands for several.
   */
  readonly keyAt: (x: number, y: number, z: number) => number
  /** The parts that a key stands for. */
  readonly partsOf: (key: number) => readonly number[]
  /** Parts over a voxel; none outside of the grid. */
  readonly cover: (x: number, y: number, z: number) => readonly number[]
  /** Places along an axis, 0 to 2 for x to z, that have the same number have the same keys, wherever they are along the other two. */
  readonly stretchAt: (axis: 0 | 1 | 2, place: number) => number
}

export const nowhere = -1

type KeyAt = Pick<PartsAt, 'keyAt' | 'partsOf' | 'stretchAt'>

export function createPartsAt(layout: GridLayout | LabelsLayout): PartsAt {
  const found = layout.kind === 'labels' ? labelsAt(layout) : boxesAt(layout)
  return { ...found, cover: (x, y, z) => found.partsOf(found.keyAt(x, y, z)) }
}

function labelsAt(layout: LabelsLayout): KeyAt {
  const [width = 1, height = 1, depth = 1] = layout.dims.toReversed()
  const parts = labelPartsOf(layout)
  const each = layout.labels.map((_, part) => [part])
  return {
    keyAt: (x, y, z) => {
      const isInside = x >= 0 && x < width && y >= 0 && y < height && z >= 0 && z < depth
      if (!isInside) return nowhere
      const element = (z * height + y) * width + x
      const part = parts[element]
      if (part === undefined) throw noEntry(element, parts.length)
      return part
    },
    partsOf: (key) => each[key] ?? none,
    // The outlines of a label change from voxel to voxel.
    stretchAt: (_axis, place) => place,
  }
}

const none: readonly number[] = []

/** Along an axis the same steps of the grid cover a stretch of places; where all axes are on the same stretches, so are the parts. */
function boxesAt(layout: GridLayout): KeyAt {
  const [xs, ys, zs] = layout.dims.map((_, axis) => stretchesAlong(layout, axis)).toReversed()
  if (xs === undefined || ys === undefined)
    return { keyAt: () => nowhere, partsOf: () => none, stretchAt: () => nowhere }
  const [columns = 1, rows = 1] = gridCounts(layout).toReversed()
  const several: (readonly number[])[] = []
  const keys = new Map<number, number>()
  const toKey = (ofX: number, ofY: number, ofZ: number): number => {
    const parts = at(zs?.steps ?? flat, ofZ).flatMap((k) =>
      at(ys.steps, ofY).flatMap((j) => at(xs.steps, ofX).map((i) => (k * rows + j) * columns + i)),
    )
    const [first] = parts
    return first === undefined ? nowhere : parts.length === 1 ? first : nowhere - several.push(parts)
  }
  let last = -1
  let lastKey = nowhere
  return {
    keyAt: (x, y, z) => {
      const ofX = xs.of[x]
      const ofY = ys.of[y]
      const ofZ = zs === undefined ? 0 : zs.of[z]
      if (ofX === undefined || ofY === undefined || ofZ === undefined) return nowhere
      const place = (ofZ * ys.steps.length + ofY) * xs.steps.length + ofX
      // Neighbours mostly lie in the same box.
      if (place === last) return lastKey
      last = place
      lastKey = keys.get(place) ?? toKey(ofX, ofY, ofZ)
      keys.set(place, lastKey)
      return lastKey
    },
    partsOf: (key) => (key >= 0 ? [key] : (several[nowhere - 1 - key] ?? none)),
    stretchAt: (axis, place) => [xs, ys, zs][axis]?.of[place] ?? nowhere,
  }
}

const flat: readonly (readonly number[])[] = [[0]]

interface Stretches {
  /** Of every place along the axis: on which stretch it lies. */
  readonly of: Int32Array
  /** Steps of the grid over each stretch. */
  readonly steps: readonly (readonly number[])[]
}

function stretchesAlong(layout: GridLayout, axis: number): Stretches {
  const [length, size, stride] = [at(layout.dims, axis), at(layout.size, axis), at(layout.stride, axis)]
  const count = at(gridCounts(layout), axis)
  const of = new Int32Array(length)
  const steps: number[][] = []
  let before = ''
  for (let place = 0; place < length; place += 1) {
    const first = Math.max(0, Math.ceil((place - size + 1) / stride))
    const last = Math.min(count - 1, Math.floor(place / stride))
    const now = `${first} ${last}`
    if (now !== before)
      steps.push(Array.from({ length: Math.max(0, last - first + 1) }, (_step, index) => first + index))
    before = now
    of[place] = steps.length - 1
  }
  return { of, steps }
}
