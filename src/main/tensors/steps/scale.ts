/** Step scale. */
import { AppError } from '@shared/errors'
import { mapGrid, type Grid, type StepOf, type TensorPlace } from '../grid'

/** Maps the range `from` linearly to `to`, without clipping what lies outside. Errors: tensor/empty-range. */
export function scale(grid: Grid, { from, to, step }: StepOf<'scale'>, { modality }: TensorPlace): Grid {
  const [low, high] = from
  if (low === high) throw new AppError('tensor/empty-range', { modality, step, low, high })
  return mapGrid(grid, (value) => ((value - low) / (high - low)) * (to[1] - to[0]) + to[0])
}
