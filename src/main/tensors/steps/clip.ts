/** Step clip. */
import { AppError } from '@shared/errors'
import { mapGrid, type Grid, type StepOf, type TensorPlace } from '../grid'

/** Limits the values to [min, max]. Errors: tensor/empty-range when min is above max. */
export function clip(grid: Grid, { min, max, step }: StepOf<'clip'>, place: TensorPlace): Grid {
  if (min > max)
    throw new AppError('tensor/empty-range', { modality: place.modality, step, low: min, high: max })
  return mapGrid(grid, (value) => Math.min(max, Math.max(min, value)))
}
