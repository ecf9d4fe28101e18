/** A step must name as many axes as the grid has. */
import { AppError } from '@shared/errors'
import type { Grid, TensorPlace } from '../grid'

/** Refuses a size or offset of another rank than the grid. Errors: tensor/step-rank. */
export function checkRank(grid: Grid, size: readonly number[], step: string, place: TensorPlace): void {
  if (size.length !== grid.dims.length) {
    throw new AppError('tensor/step-rank', { ...place, step, dims: grid.dims, size })
  }
}
