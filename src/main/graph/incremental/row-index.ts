/** Which rows of a source make the rows of a map: the index of one Gather. */
import { at, noEntry } from '@shared/at'
import { boxSize, type Box } from './box'
import type { MapTensor } from './map-tensor'
import { tileCount } from './tile-rows'
import type { Window } from './window'

/** One index input of an incremental model. */
export interface RowIndex {
  /** Name of the int32 input, [rows x taps]. */
  readonly name: string
  readonly from: MapTensor
  /** The boxes whose positions become rows, one per mask of the grid. */
  readonly boxes: readonly Box[]
  /** Null: the same position. */
  readonly window: Window | null
  /** A tap outside the map reads the row of zeros, or the nearest tap inside (pooling by maximum). */
  readonly outside: 'zero' | 'nearest'
  /** Set where a row is a tile of so many positions per axis, cut from the first position of its box on. Then taps come first: [taps x rows]. */
  readonly tile?: readonly number[]
}

/** Rows of the first axis that a source holds of the cached map: [first, end). */
export type Band = readonly [number, number]

/** Finds the rows of the first axis that the masks read from `from`, over every index that reads it. */
export function bandOf(indices: readonly RowIndex[], masks: readonly number[]): Band {
  let first = Number.POSITIVE_INFINITY
  let end = 0
  for (const { from, boxes, window } of indices) {
    const length = at(from.dims, 0)
    const { kernel, stride, dilation, pad } = alongAxis(window, 0)
    const span = (kernel - 1) * dilation
    for (const mask of masks) {
      const box = at(boxes, mask)
      const lo = at(box.lo, 0)
      const hi = at(box.hi, 0)
      first = Math.min(first, Math.max(0, lo * stride - pad))
      end = Math.max(end, Math.min(length, (hi - 1) * stride - pad + span + 1))
    }
  }
  return first < end ? [first, end] : [0, 1]
}

/** The window along one axis; none looks at the same position. */
function alongAxis(window: Window | null, axis: number) {
  if (window === null) return { kernel: 1, stride: 1, dilation: 1, pad: 0 }
  const { kernel, stride, dilation, pad } = window
  return {
    ...{ kernel: at(kernel, axis), stride: at(stride, axis) },
    ...{ dilation: at(dilation, axis), pad: at(pad, axis) },
  }
}

/**
 * Fills the index of one chunk of masks. Row 0 of the source is zeros, then comes the band of the cached map, then the boxes of
 * `from`, mask after mask. Returns int32 [rows x taps] ([taps x rows] for tiles), rows in the order of masks and positions, last axis
 * fastest.
 */
export function fillRowIndex(index: RowIndex, masks: readonly number[], band: Band): Int32Array {
  const { from, boxes, window, tile } = index
  const taps = window?.kernel.reduce((product, size) => product * size, 1) ?? 1
  const rows = masks.reduce((sum, mask) => sum + rowsIn(at(boxes, mask), tile), 0)
  const filled = new Int32Array(rows * taps)
  const perRow = from.dims.slice(1).reduce((product, length) => product * length, 1)
  let freshStart = 1 + (band[1] - band[0]) * perRow
  let next = 0
  for (const mask of masks) {
    const inner = from.boxes === null ? null : at(from.boxes, mask)
    next = fillMask(filled, next, index, { box: at(boxes, mask), inner, band, freshStart })
    freshStart += inner === null ? 0 : boxSize(inner)
  }
  return tile === undefined ? filled : tapsFirst(filled, taps)
}

function tapsFirst(filled: Int32Array, taps: number): Int32Array {
  const rows = filled.length / taps
  const turned = new Int32Array(filled.length)
  for (let row = 0; row < rows; row += 1) {
    for (let tap = 0; tap < taps; tap += 1) turned[tap * rows + row] = intAt(filled, row * taps + tap)
  }
  return turned
}

interface MaskRows {
  readonly box: Box
  /** Where the source has fresh rows of this mask. */
  readonly inner: Box | null
  readonly band: Band
  readonly freshStart: number
}

/** Positions per tap along one axis; -1 outside the map. [positions of the box x taps] */
function axisTaps({ from, window, outside, tile }: RowIndex, box: Box, axis: number): Int32Array {
  const lo = at(box.lo, axis)
  const step = tile === undefined ? 1 : at(tile, axis)
  const count = Math.ceil((at(box.hi, axis) - lo) / step)
  const length = at(from.dims, axis)
  const { kernel, stride, dilation, pad } = alongAxis(window, axis)
  const taps = new Int32Array(count * kernel)
  for (let place = 0; place < count; place += 1) {
    const start = (lo + place * step) * stride - pad
    for (let tap = 0; tap < kernel; tap += 1) {
      const position = start + tap * dilation
      const isInside = position >= 0 && position < length
      taps[place * kernel + tap] = isInside
        ? position
        : outside === 'zero'
          ? -1
          : insideTap(start, tap, length, dilation)
    }
  }
  return taps
}

/** The tap of the same window that lies inside and nearest to one outside; the maximum of a window does not change by it. */
function insideTap(start: number, tap: number, length: number, dilation: number): number {
  const position = start + tap * dilation
  const steps =
    position < 0 ? Math.ceil(-position / dilation) : -Math.ceil((position - length + 1) / dilation)
  return Math.min(length - 1, Math.max(0, position + steps * dilation))
}

function fillMask(filled: Int32Array, start: number, index: RowIndex, rows: MaskRows): number {
  const rank = index.from.dims.length
  // Every map is seen as three axes; missing ones come first with one position.
  const axes = [0, 1, 2].map((axis) => axis - (3 - rank))
  const taps = axes.map((axis) => (axis < 0 ? Int32Array.of(0) : axisTaps(index, rows.box, axis)))
  const kernel = axes.map((axis) => (axis < 0 ? 1 : alongAxis(index.window, axis).kernel))
  const countOf = (axis: number): number => at(taps, axis).length / at(kernel, axis)
  const [countZ, countY, countX] = [countOf(0), countOf(1), countOf(2)]
  const place = createPlace(index.from, rows)
  let next = start
  for (let z = 0; z < countZ; z += 1) {
    for (let y = 0; y < countY; y += 1) {
      for (let x = 0; x < countX; x += 1) {
        next = fillTaps(filled, next, taps, kernel, [z, y, x], place)
      }
    }
  }
  return next
}

type Place = (z: number, y: number, x: number) => number

function fillTaps(
  filled: Int32Array,
  start: number,
  taps: readonly Int32Array[],
  kernel: readonly number[],
  position: readonly number[],
  place: Place,
): number {
  const [kz = 1, ky = 1, kx = 1] = kernel
  const [tz = Int32Array.of(0), ty = Int32Array.of(0), tx = Int32Array.of(0)] = taps
  const [z = 0, y = 0, x = 0] = position
  let next = start
  for (let a = 0; a < kz; a += 1) {
    const inZ = intAt(tz, z * kz + a)
    for (let b = 0; b < ky; b += 1) {
      const inY = intAt(ty, y * ky + b)
      for (let c = 0; c < kx; c += 1) {
        const inX = intAt(tx, x * kx + c)
        filled[next] = inZ < 0 || inY < 0 || inX < 0 ? 0 : place(inZ, inY, inX)
        next += 1
      }
    }
  }
  return next
}

/** As `at`, which sees arrays of every type and is too slow for every tap of every position. */
function intAt(values: Int32Array, index: number): number {
  const value = values[index]
  if (value === undefined) throw noEntry(index, values.length)
  return value
}

/** Row of a position in the source: fresh inside the box of the mask, cached elsewhere. */
function createPlace(from: MapTensor, { inner, band, freshStart }: MaskRows): Place {
  const dims = [1, 1, 1, ...from.dims].slice(-3)
  const lengthY = at(dims, 1)
  const lengthX = at(dims, 2)
  const bandStart = band[0] * from.dims.slice(1).reduce((product, length) => product * length, 1)
  if (inner === null) return (z, y, x) => 1 + (z * lengthY + y) * lengthX + x - bandStart
  const [loZ = 0, loY = 0, loX = 0] = [0, 0, 0, ...inner.lo].slice(-3)
  const [hiZ = 1, hiY = 1, hiX = 1] = [1, 1, 1, ...inner.hi].slice(-3)
  const innerY = hiY - loY
  const innerX = hiX - loX
  return (z, y, x) => {
    const isFresh = z >= loZ && z < hiZ && y >= loY && y < hiY && x >= loX && x < hiX
    return isFresh
      ? freshStart + ((z - loZ) * innerY + (y - loY)) * innerX + (x - loX)
      : 1 + (z * lengthY + y) * lengthX + x - bandStart
  }
}

function rowsIn(box: Box, tile: RowIndex['tile']): number {
  return tile === undefined ? boxSize(box) : tileCount(box, tile)
}
