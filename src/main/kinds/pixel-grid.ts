/** An image or volume with its axes in one order, so that slices of file and tensor are cut by the same code. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import type { SourceValue } from '../readers/source-value'
import type { GridLayoutName } from '../tensors/grid-axes'
import { floatTensor, type CaseValue } from './kind'

export interface PixelGrid {
  /** [depth, height, width]; an image has depth 1. */
  readonly dims: readonly [number, number, number]
  readonly channels: number
  readonly values: Float32Array
  /** Steps in `values` per z, y, x and channel. */
  readonly steps: { readonly z: number; readonly y: number; readonly x: number; readonly channel: number }
  /** [z, y, x] in mm; null where nothing is known. */
  readonly spacingMm: readonly [number, number, number] | null
}

/** The values of the file, with `rank` spatial axes; null for what is no picture. */
export function sourceGrid(value: SourceValue, rank: number): PixelGrid | null {
  switch (value.kind) {
    case 'image': {
      const [height, width, channels] = value.dims
      return channelsLast([1, height, width], channels, value.values, null)
    }
    case 'volume':
      return channelsFirst(value.dims, 1, value.values, value.spacingMm)
    case 'array': {
      const channels = value.dims.length > rank ? at(value.dims, 0) : 1
      return channelsFirst(toThree(value.dims.slice(-rank)), channels, value.values, null)
    }
    default:
      return null
  }
}

/** The tensor that the model sees. Spacing is unknown after preprocessing. */
export function modelGrid(
  source: CaseValue<{ name: string; input: string; layout: GridLayoutName }>,
  rank: number,
): PixelGrid {
  const { dims, values } = floatTensor(source)
  const { layout } = source.modality
  if (layout === 'channels-last') {
    return channelsLast(toThree(dims.slice(0, rank)), at(dims, rank), values, null)
  }
  const channels = layout === 'no-channels' ? 1 : at(dims, 0)
  return channelsFirst(toThree(dims.slice(-rank)), channels, values, null)
}

function toThree(dims: readonly number[]): [number, number, number] {
  const [z, y, x] = dims.length === 2 ? [1, ...dims] : dims
  if (z === undefined || y === undefined || x === undefined)
    throw new AppError('bug/unexpected', { where: 'toThree', words: `${dims.length} axes` })
  return [z, y, x]
}

function channelsFirst(
  dims: readonly [number, number, number],
  channels: number,
  values: Float32Array,
  spacingMm: PixelGrid['spacingMm'],
): PixelGrid {
  const [depth, height, width] = dims
  const steps = { z: height * width, y: width, x: 1, channel: depth * height * width }
  return { dims, channels, values, steps, spacingMm }
}

function channelsLast(
  dims: readonly [number, number, number],
  channels: number,
  values: Float32Array,
  spacingMm: PixelGrid['spacingMm'],
): PixelGrid {
  const [, height, width] = dims
  const steps = { z: height * width * channels, y: width * channels, x: channels, channel: 1 }
  return { dims, channels, values, steps, spacingMm }
}
