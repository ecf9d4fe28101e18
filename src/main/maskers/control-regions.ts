/** Where else in a picture the shape of a label fits (method.md section 8). */
import { at } from '@shared/at'
import type { LabelMap } from '../tensors/labels/label-map'
import { createRandom } from './random'

/** A place that fits is looked for so often; a shape that finds none in so many tries has hardly any. */
const mostTries = 500

interface Box {
  readonly first: readonly number[]
  readonly size: readonly number[]
}

/**
 * Draws places of the label's own shape, shifted as a whole, inside of the picture and without a voxel of the label; no place twice. Fewer than
 * asked for, or none, where the shape does not fit. The same for the same words of the seed. Returns the positions of each, ascending.
 */
export function placeElsewhere(
  { dims, partOf }: LabelMap,
  part: number,
  positions: Int32Array,
  draws: number,
  seed: readonly (string | number)[],
): readonly Int32Array[] {
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, one) => product * one, 1))
  const box = boxOf(positions, dims, strides)
  const random = createRandom(...seed)
  const seen = new Set<string>()
  const placed: Int32Array[] = []
  for (let tries = 0; tries < mostTries && placed.length < draws; tries += 1) {
    const shift = dims.map(
      (length, axis) => Math.floor(random() * (length - at(box.size, axis) + 1)) - at(box.first, axis),
    )
    if (seen.has(shift.join())) continue
    seen.add(shift.join())
    const step = shift.reduce((sum, one, axis) => sum + one * at(strides, axis), 0)
    const isFar = shift.some((one, axis) => Math.abs(one) >= at(box.size, axis))
    if (isFar || positions.every((position) => partOf[position + step] !== part))
      placed.push(positions.map((position) => position + step))
  }
  return placed
}

function boxOf(positions: Int32Array, dims: readonly number[], strides: readonly number[]): Box {
  const along = dims.map((length, axis) => {
    let [low, high] = [length, -1]
    for (const position of positions) {
      const place = Math.floor(position / at(strides, axis)) % length
      low = Math.min(low, place)
      high = Math.max(high, place)
    }
    return { low, size: high - low + 1 }
  })
  return { first: along.map(({ low }) => low), size: along.map(({ size }) => size) }
}
