/** What a reader returned -> the grid of a volume, channels first. */
import { AppError } from '@shared/errors'
import { arrayGrid, type GridShape } from '../../tensors/source-grid'

/** Volume [D, H, W] becomes one channel; arrays are [D, H, W] or [C, D, H, W]. */
export const volumeShape: GridShape = {
  kind: 'volume',
  rank: 3,
  toGrid: (value, place) => {
    if (value.kind === 'array') return arrayGrid(value, volumeShape, place)
    if (value.kind !== 'volume')
      throw new AppError('tensor/source-kind', { ...place, wanted: 'volume', got: value.kind })
    const { dims, values, spacingMm, affineLps } = value
    return { channels: 1, dims, values, spacingMm, affineLps }
  },
}
