/** What a reader returned -> the grid of an image, channels first. */
import { AppError } from '@shared/errors'
import type { ImageValue, VolumeValue } from '../../readers/source-value'
import { statesPlace } from '../../readers/stated-place'
import type { Grid } from '../../tensors/grid'
import { arrayGrid, type GridShape } from '../../tensors/source-grid'

/** Image [H, W, C] becomes [C, H, W]; a volume of one slice may feed an image; arrays are [H, W] or [C, H, W]. */
export const imageShape: GridShape = {
  kind: 'image',
  rank: 2,
  toGrid: (value, place) => {
    if (value.kind === 'array') return arrayGrid(value, imageShape, place)
    if (value.kind === 'image') return imageGrid(value)
    if (value.kind === 'volume' && value.dims[0] === 1) return sliceGrid(value)
    throw new AppError('tensor/source-kind', { ...place, wanted: 'image', got: value.kind })
  },
}

function imageGrid({ values, pixelSize, affineLps, directions, ...image }: ImageValue): Grid {
  const [height, width, channels] = image.dims
  const perChannel = height * width
  const planar = new Float32Array(values.length)
  for (let index = 0; index < values.length; index += 1) {
    const channel = index % channels
    planar[channel * perChannel + (index - channel) / channels] = values[index] ?? Number.NaN
  }
  const grid = {
    ...{ channels, dims: [height, width], values: planar, affineLps: affineLps ?? null },
    ...(directions === undefined ? {} : { directions }),
  }
  if (pixelSize?.unit === 'ratio') return { ...grid, spacingMm: null, pixelRatio: pixelSize.size }
  return { ...grid, spacingMm: pixelSize?.size ?? null }
}

function sliceGrid(volume: VolumeValue): Grid {
  const { dims, values, spacingMm, affineLps } = volume
  return {
    channels: 1,
    dims: dims.slice(1),
    values,
    spacingMm: spacingMm.slice(1),
    affineLps: statesPlace(volume) ? affineLps : null,
  }
}
