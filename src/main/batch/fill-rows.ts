/** Masked values as the incremental path reads them: rows of the part, or crops around it. */
import { at } from '@shared/at'
import type { GridPart } from '@shared/part'
import { elementCount } from '@shared/tensor'
import { toLines } from './grid-lines'
import type { Scratch } from './visit-masked'

/** Writes the values of a part as rows [positions, channels], last axis fastest, from `start` on; returns the next free index. */
export function fillRows(
  { original, values }: Scratch,
  box: GridPart,
  rows: Float32Array,
  start: number,
): number {
  const [channels = 1] = original.dims
  const positions = elementCount(box.size)
  let position = 0
  for (const line of toLines(original.dims, box)) {
    const first = start + (position % positions) * channels + line.channel
    for (let place = 0; place < line.length; place += 1) {
      rows[first + place * channels] = values[line.start + place] ?? Number.NaN
    }
    position += line.length
  }
  return start + positions * channels
}

/**
 * Writes the crop of `size` that begins at `origin` (may be negative) as [channels, ...size] from `start` on. `crops` must hold
 * zeros there: what lies outside the input stays zero.
 */
export function fillCrop(
  { original, values }: Scratch,
  origin: readonly number[],
  size: readonly number[],
  crops: Float32Array,
  start: number,
): void {
  const [, ...dims] = original.dims
  const offset = origin.map((first) => Math.max(0, first))
  const inside = origin.map((first, axis) =>
    Math.max(0, Math.min(at(dims, axis), first + at(size, axis)) - at(offset, axis)),
  )
  const [depth = 1, height = 1, width = 1] = [1, 1, ...size].slice(-3)
  const [originZ = 0, originY = 0, originX = 0] = [0, 0, ...origin].slice(-3)
  for (const { channel, start: from, length, position } of toLines(original.dims, { offset, size: inside })) {
    const [z, y, x] = position
    const line = ((channel * depth + z - originZ) * height + y - originY) * width + x - originX
    crops.set(values.subarray(from, from + length), start + line)
  }
}
