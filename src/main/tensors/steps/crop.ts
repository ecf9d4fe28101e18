/** Step crop. */
import { AppError } from '@shared/errors'
import type { Grid, StepOf, TensorPlace } from '../grid'
import { placeGrid } from '../place-grid'
import { checkRank } from './check-rank'

/**
 * Cuts a piece out: at `offset`, or centred (an odd remainder leaves the larger margin at the end).
 * `square` is the largest square of height and width; the depth of a volume stays. Errors: tensor/crop, tensor/step-rank.
 */
export function crop(grid: Grid, step: StepOf<'crop'>, place: TensorPlace): Grid {
  const size = step.size === 'square' ? squareOf(grid.dims) : step.size
  checkRank(grid, size, step.step, place)
  const offset = step.offset ?? size.map((length, axis) => Math.floor(((grid.dims[axis] ?? 0) - length) / 2))
  checkRank(grid, offset, step.step, place)
  const fits = size.every((length, axis) => {
    const start = offset[axis] ?? 0
    return start >= 0 && start + length <= (grid.dims[axis] ?? 0)
  })
  if (!fits) throw new AppError('tensor/crop', { ...place, dims: grid.dims, size, offset })
  return placeGrid(grid, size, offset, 0)
}

function squareOf(dims: readonly number[]): number[] {
  const side = Math.min(...dims.slice(-2))
  return [...dims.slice(0, -2), side, side]
}
