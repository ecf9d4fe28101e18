/** One slice of an image or volume as bytes for a screen. */
import type { z } from 'zod'
import type { Slice, sliceRequestSchema } from '@shared/dataset'
import { AppError } from '@shared/errors'
import type { PixelGrid } from '../../kinds/pixel-grid'

/** Which slice of which case. */
export type SlicePlace = Omit<z.output<typeof sliceRequestSchema>, 'studyId'>

type Axis = SlicePlace['axis']

/** The two axes that a slice shows, rows first. */
const shown: Record<Axis, readonly [Axis, Axis]> = { z: ['y', 'x'], y: ['z', 'x'], x: ['z', 'y'] }
const place: Record<Axis, 0 | 1 | 2> = { z: 0, y: 1, x: 2 }

/** Pixels of a slice: float32, [height, width, channels]. */
export interface SlicePixels {
  readonly dims: [number, number, number]
  readonly range: [number, number]
  readonly pixelAspect: number
  readonly values: Float32Array
}

/** Cuts slice `index` across `axis`. Errors: study/no-such-slice. */
export function cutSlice(grid: PixelGrid, axis: Axis, index: number): SlicePixels {
  const count = grid.dims[place[axis]]
  if (index >= count) throw new AppError('study/no-such-slice', { index, count })
  const [rowAxis, columnAxis] = shown[axis]
  const height = grid.dims[place[rowAxis]]
  const width = grid.dims[place[columnAxis]]
  const values = new Float32Array(height * width * grid.channels)
  const start = index * grid.steps[axis]
  let target = 0
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const pixel = start + row * grid.steps[rowAxis] + column * grid.steps[columnAxis]
      for (let channel = 0; channel < grid.channels; channel += 1) {
        values[target++] = grid.values[pixel + channel * grid.steps.channel] ?? 0
      }
    }
  }
  const { spacingMm } = grid
  const pixelAspect = spacingMm === null ? 1 : spacingMm[place[rowAxis]] / spacingMm[place[columnAxis]]
  return { dims: [height, width, grid.channels], range: valueRange(grid.values), pixelAspect, values }
}

/** Wraps a slice for its way over a border. */
export function toSlice({ values, ...header }: SlicePixels): Slice {
  return { ...header, pixels: new Blob([values.slice().buffer]) }
}

function valueRange(values: Float32Array): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : [0, 0]
}
