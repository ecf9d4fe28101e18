/** Step pad. */
import type { Grid, StepOf, TensorPlace } from '../grid'
import { placeGrid } from '../place-grid'
import { checkSizeLimit } from '../size-limit'
import { checkRank } from './check-rank'

/**
 * Adds a margin so that every axis is at least `size`; the grid lies in the middle (an odd margin is larger at the end).
 * Errors: tensor/step-rank, tensor/too-large.
 */
export function pad(grid: Grid, step: StepOf<'pad'>, place: TensorPlace): Grid {
  checkRank(grid, step.size, step.step, place)
  const dims = grid.dims.map((length, axis) => Math.max(length, step.size[axis] ?? 0))
  checkSizeLimit([grid.channels, ...dims], step.step, place)
  const offset = dims.map((length, axis) => -Math.floor((length - (grid.dims[axis] ?? 0)) / 2))
  return placeGrid(grid, dims, offset, step.value)
}
