/** One slice of an image or volume as bytes for a screen. */
import type { z } from 'zod'
import type { sliceRequestSchema } from '@shared/dataset'
import { AppError } from '@shared/errors'
import { pixelAspect, planesOf, type Plane, type ShownAxis } from '@shared/picture/planes'
import type { Percentiles } from '@shared/picture/value-window'
import type { PixelGrid } from '../../kinds/pixel-grid'
import { levelsOf } from './value-levels'

/** Which slice of which case. */
export type SlicePlace = Omit<z.output<typeof sliceRequestSchema>, 'studyId'>

/** Pixels of slices: float32, [slices, height, width, channels], as their plane is shown. */
export interface SlicePixels {
  /** Of one slice: [height, width, channels]. */
  readonly dims: [number, number, number]
  readonly range: [number, number]
  readonly percentiles: Percentiles
  readonly pixelAspect: number
  /** How the slice is turned. */
  readonly plane: Plane
  readonly values: Float32Array
}

/** Cuts slice `index` of the array across `axis` and those after it, `wanted` in all or as many as there are, turned as planesOf says. Errors: study/no-such-slice. */
export function cutSlice(grid: PixelGrid, axis: SlicePlace['axis'], index: number, wanted = 1): SlicePixels {
  const plane = planeAcross(grid, axis)
  const { slices, rows, columns } = plane
  if (index >= slices.count) throw new AppError('study/no-such-slice', { index, count: slices.count })
  const count = Math.min(wanted, slices.count - index)
  const values = new Float32Array(count * rows.count * columns.count * grid.channels)
  copySlices(grid, plane, index, count, values)
  const dims: SlicePixels['dims'] = [rows.count, columns.count, grid.channels]
  return { dims, ...levelsOf(grid.values), pixelAspect: pixelAspect(plane), plane, values }
}

function copySlices(grid: PixelGrid, plane: Plane, index: number, count: number, values: Float32Array): void {
  const { slices, rows, columns } = plane
  const { channels, steps } = grid
  const [rowStart, rowStep] = walk(rows, steps[rows.axis])
  const [columnStart, columnStep] = walk(columns, steps[columns.axis])
  const start = index * steps[slices.axis] + rowStart + columnStart
  const line = { length: columns.count, channels, columnStep, channelStep: steps.channel }
  const perLine = columns.count * channels
  const copyLine = (slice: number, row: number): void => {
    const from = start + slice * steps[slices.axis] + row * rowStep
    copyPixels(grid.values, from, line, values, (slice * rows.count + row) * perLine)
  }
  // What lies near each other in the array is read one after the other.
  if (Math.abs(rowStep) > Math.abs(steps[slices.axis]))
    for (let row = 0; row < rows.count; row += 1)
      for (let slice = 0; slice < count; slice += 1) copyLine(slice, row)
  else
    for (let slice = 0; slice < count; slice += 1)
      for (let row = 0; row < rows.count; row += 1) copyLine(slice, row)
}

interface PixelLine {
  readonly length: number
  readonly channels: number
  readonly columnStep: number
  readonly channelStep: number
}

function copyPixels(
  all: Float32Array,
  from: number,
  { length, channels, columnStep, channelStep }: PixelLine,
  values: Float32Array,
  to: number,
): void {
  let target = to
  for (let column = 0; column < length; column += 1) {
    let source = from + column * columnStep
    for (let channel = 0; channel < channels; channel += 1) {
      values[target] = all[source] ?? Number.NaN
      target += 1
      source += channelStep
    }
  }
}

/** The plane whose slices an axis of the array counts. Errors: study/no-such-slice where the picture has none. */
export function planeAcross(grid: PixelGrid, axis: SlicePlace['axis']): Plane {
  const plane = planesOf(grid).planes.find(({ slices }) => slices.axis === axis)
  if (plane === undefined) throw new AppError('study/no-such-slice', { index: 0, count: 0 })
  return plane
}

/** Where an axis begins on the screen, and the step to its next pixel. */
function walk({ count, isFlipped }: ShownAxis, step: number): readonly [start: number, step: number] {
  return isFlipped ? [(count - 1) * step, 0 - step] : [0, step]
}
