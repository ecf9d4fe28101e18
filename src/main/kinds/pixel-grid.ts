/** An image or volume with its axes in one order, so that slices of file and tensor are cut by the same code. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import type { PixelLengths, Placement } from '@shared/picture/planes'
import type { ImageValue, SourceValue } from '../readers/source-value'
import { statesPlace } from '../readers/stated-place'
import type { GridLayoutName } from '../tensors/grid-axes'
import { floatTensor, type CaseValue } from './kind'

export interface PixelGrid extends Placement {
  readonly channels: number
  readonly values: Float32Array
  /** Steps in `values` per z, y, x and channel. */
  readonly steps: { readonly z: number; readonly y: number; readonly x: number; readonly channel: number }
}

/** The values of the file, with `rank` spatial axes; null for what is no picture. */
export function sourceGrid(value: SourceValue, rank: number): PixelGrid | null {
  switch (value.kind) {
    case 'image': {
      const [height, width, channels] = value.dims
      const { affineLps = null, directions } = value
      const place = { affineLps, pixels: ofImage(value), ...lettered(directions) }
      return channelsLast({ dims: [1, height, width], ...place }, channels, value.values)
    }
    case 'volume': {
      const { dims, values, spacingMm } = value
      // A place that the reader assumed is no place: the picture is shown as stored.
      const affineLps = statesPlace(value) ? value.affineLps : null
      return channelsFirst({ dims, affineLps, pixels: { size: spacingMm, unit: 'mm' } }, 1, values)
    }
    case 'array': {
      const channels = value.dims.length > rank ? at(value.dims, 0) : 1
      return channelsFirst({ dims: toThree(value.dims.slice(-rank)), ...unplaced }, channels, value.values)
    }
    default:
      return null
  }
}

function lettered(directions: Placement['directions']): Pick<Placement, 'directions'> {
  return directions === undefined ? {} : { directions }
}

const unplaced = { affineLps: null, pixels: null }

function ofImage({ pixelSize }: ImageValue): PixelLengths | null {
  if (pixelSize === undefined) return null
  const [height, width] = pixelSize.size
  return { size: [1, height, width], unit: pixelSize.unit }
}

/** The tensor that the model sees, where it lies in the patient. */
export function modelGrid(
  source: CaseValue<{ name: string; input: string; layout: GridLayoutName }>,
  rank: number,
): PixelGrid {
  const { dims, values } = floatTensor(source)
  const { layout } = source.modality
  const { pixels = null, directions } = source.tensors
  const affineLps = statesPlace(source.value) ? (source.tensors.affineLps ?? null) : null
  const place = { affineLps, pixels, ...lettered(directions) }
  if (layout === 'channels-last') {
    return channelsLast({ dims: toThree(dims.slice(0, rank)), ...place }, at(dims, rank), values)
  }
  const channels = layout === 'no-channels' ? 1 : at(dims, 0)
  return channelsFirst({ dims: toThree(dims.slice(-rank)), ...place }, channels, values)
}

function toThree(dims: readonly number[]): [number, number, number] {
  const [z, y, x] = dims.length === 2 ? [1, ...dims] : dims
  if (z === undefined || y === undefined || x === undefined)
    throw new AppError('bug/unexpected', { where: 'toThree', words: `${dims.length} axes` })
  return [z, y, x]
}

function channelsFirst(placement: Placement, channels: number, values: Float32Array): PixelGrid {
  const [depth, height, width] = placement.dims
  const steps = { z: height * width, y: width, x: 1, channel: depth * height * width }
  return { ...placement, channels, values, steps }
}

function channelsLast(placement: Placement, channels: number, values: Float32Array): PixelGrid {
  const [, height, width] = placement.dims
  const steps = { z: height * width * channels, y: width * channels, x: channels, channel: 1 }
  return { ...placement, channels, values, steps }
}
