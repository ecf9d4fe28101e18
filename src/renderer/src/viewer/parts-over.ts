/** Which parts lie over a slice: whatever grid the slice is of, each of its pixels is looked up where it lies on the model's. */
import { toLps } from '@shared/picture/lps'
import { nowhere, type PartsAt } from '@shared/picture/part-at'
import { voxelAt, type Plane } from '@shared/picture/planes'

/** A rectangle of pixels. */
export interface PixelBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface PartsOver {
  /** Of every pixel, row by row: what PartsAt says of it. Made when it is first asked for. */
  readonly keys: Int32Array
  readonly partsOf: PartsAt['partsOf']
  readonly columns: number
}

type Triple = readonly [number, number, number]

/**
 * Of each slice of a plane, in the order of the screen. `toModel` leads from the grid that is shown to that of the parts. Slices that one
 * after the other lie over the same parts have the same object.
 */
export function partsOverSlices(
  plane: Plane,
  toModel: readonly number[],
  partsAt: PartsAt,
): (slice: number) => PartsOver {
  const stretchOf = createStretchOf(plane, toModel, partsAt)
  let last: { readonly stretch: number; readonly over: PartsOver } | null = null
  return (slice) => {
    const stretch = stretchOf(slice)
    if (last?.stretch !== stretch) last = { stretch, over: partsOver(plane, slice, toModel, partsAt) }
    return last.over
  }
}

/** Where the planes of both grids are parallel, slices along one stretch of the grid of parts are alike; else each is another. */
function createStretchOf(
  plane: Plane,
  toModel: readonly number[],
  { stretchAt }: PartsAt,
): (slice: number) => number {
  const placeAt = (row: number, column: number, slice: number): Triple =>
    toLps(toModel, voxelAt(plane, { row, column, slice }))
  const first = placeAt(0, 0, 0)
  const [down, across, through] = [placeAt(1, 0, 0), placeAt(0, 1, 0), placeAt(0, 0, 1)]
  const axes = ([0, 1, 2] as const).filter((axis) => through[axis] !== first[axis])
  const [axis] = axes
  const isParallel =
    axis !== undefined && axes.length === 1 && down[axis] === first[axis] && across[axis] === first[axis]
  return isParallel ? (slice) => stretchAt(axis, Math.round(placeAt(0, 0, slice)[axis])) : (slice) => slice
}

export function partsOver(
  plane: Plane,
  slice: number,
  toModel: readonly number[],
  { keyAt, partsOf }: PartsAt,
): PartsOver {
  let keys: Int32Array | null = null
  return {
    get keys() {
      keys ??= keysOver(plane, slice, toModel, keyAt)
      return keys
    },
    ...{ partsOf, columns: plane.columns.count },
  }
}

function keysOver(
  plane: Plane,
  slice: number,
  toModel: readonly number[],
  keyAt: PartsAt['keyAt'],
): Int32Array {
  // From pixel to pixel the place on the model's grid moves by the same step.
  const placeAt = (row: number, column: number): Triple =>
    toLps(toModel, voxelAt(plane, { row, column, slice }))
  const [x, y, z] = placeAt(0, 0)
  const stepTo = (next: Triple): Triple => [next[0] - x, next[1] - y, next[2] - z]
  const [acrossX, acrossY, acrossZ] = stepTo(placeAt(0, 1))
  const [downX, downY, downZ] = stepTo(placeAt(1, 0))
  const [rows, columns] = [plane.rows.count, plane.columns.count]
  const keys = new Int32Array(rows * columns)
  let pixel = 0
  for (let row = 0; row < rows; row += 1) {
    const startX = x + row * downX
    const startY = y + row * downY
    const startZ = z + row * downZ
    for (let column = 0; column < columns; column += 1) {
      keys[pixel] = keyAt(
        Math.round(startX + column * acrossX),
        Math.round(startY + column * acrossY),
        Math.round(startZ + column * acrossZ),
      )
      pixel += 1
    }
  }
  return keys
}

/** Parts over one pixel: where several overlap all of them, where none is none. */
export function partsAtPixel({ keys, partsOf }: PartsOver, pixel: number): readonly number[] {
  return partsOf(keys[pixel] ?? nowhere)
}

/** Looked through once per slice, whichever parts are asked for. */
const known = new WeakMap<PartsOver, ReadonlyMap<number, PixelBox>>()

/** Pixels of a part as one rectangle around them; null where the slice does not cut it. */
export function boundsOf(over: PartsOver, part: number): PixelBox | null {
  const bounds = known.get(over) ?? allBounds(over)
  known.set(over, bounds)
  return bounds.get(part) ?? null
}

function allBounds({ keys, partsOf, columns }: PartsOver): ReadonlyMap<number, PixelBox> {
  const boxes = new Map<number, [left: number, top: number, right: number, bottom: number]>()
  const rows = keys.length / columns
  for (let row = 0; row < rows; row += 1) {
    let start = 0
    // A row is mostly a few stretches of the same part.
    for (let column = 1; column <= columns; column += 1) {
      const key = keys[row * columns + start]
      if (column < columns && keys[row * columns + column] === key) continue
      for (const part of partsOf(key ?? nowhere)) {
        const [left, top, right, bottom] = boxes.get(part) ?? [start, row, column - 1, row]
        boxes.set(part, [Math.min(left, start), top, Math.max(right, column - 1), Math.max(bottom, row)])
      }
      start = column
    }
  }
  return new Map(
    [...boxes].map(([part, [left, top, right, bottom]]) => [
      part,
      { left, top, width: right - left + 1, height: bottom - top + 1 },
    ]),
  )
}
