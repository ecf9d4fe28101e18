/** What a reader returned -> Grid, channels first. */
import { AppError } from '@shared/errors'
import type { GridModality } from '@shared/study'
import type { ArrayValue, ImageValue, SourceValue, VolumeValue } from '../readers/source-value'
import type { Grid, TensorPlace } from './grid'

/**
 * Turns a source value into the first grid of a modality.
 * Image [H, W, C] becomes [C, H, W]; volume [D, H, W] becomes one channel; a volume of one slice may feed an image.
 * Arrays: image [H, W] or [C, H, W], volume [D, H, W] or [C, D, H, W].
 * Errors: tensor/source-kind, tensor/source-dims.
 */
export function toGrid(value: SourceValue, kind: GridModality['kind'], place: TensorPlace): Grid {
  if (value.kind === 'array') return arrayGrid(value, kind, place)
  if (value.kind === 'image' && kind === 'image') return imageGrid(value)
  if (value.kind === 'volume' && kind === 'volume') return volumeGrid(value)
  if (value.kind === 'volume' && kind === 'image' && value.dims[0] === 1) return sliceGrid(value)
  throw new AppError('tensor/source-kind', { ...place, wanted: kind, got: value.kind })
}

function imageGrid({ dims: [height, width, channels], values, pixelSize }: ImageValue): Grid {
  const perChannel = height * width
  const planar = new Float32Array(values.length)
  for (let index = 0; index < values.length; index += 1) {
    const channel = index % channels
    planar[channel * perChannel + (index - channel) / channels] = values[index] ?? 0
  }
  const grid = { channels, dims: [height, width], values: planar, affineLps: null }
  if (pixelSize?.unit === 'ratio') return { ...grid, spacingMm: null, pixelRatio: pixelSize.size }
  return { ...grid, spacingMm: pixelSize?.size ?? null }
}

function volumeGrid({ dims, values, spacingMm, affineLps }: VolumeValue): Grid {
  return { channels: 1, dims, values, spacingMm, affineLps }
}

function sliceGrid({ dims, values, spacingMm }: VolumeValue): Grid {
  return {
    channels: 1,
    dims: dims.slice(1),
    values,
    spacingMm: spacingMm.slice(1),
    affineLps: null,
  }
}

function arrayGrid({ dims, values }: ArrayValue, kind: GridModality['kind'], place: TensorPlace): Grid {
  const rank = kind === 'image' ? 2 : 3
  const withoutChannels = dims.length === rank
  if (!withoutChannels && dims.length !== rank + 1) {
    throw new AppError('tensor/source-dims', { ...place, kind, dims })
  }
  return {
    channels: withoutChannels ? 1 : (dims[0] ?? 1),
    dims: withoutChannels ? dims : dims.slice(1),
    values,
    spacingMm: null,
    affineLps: null,
  }
}
