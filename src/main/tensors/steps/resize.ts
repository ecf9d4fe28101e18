/** Step resize. */
import type { Grid, StepOf, TensorPlace } from '../grid'
import { resampleGrid } from '../resample-grid'
import { checkRank } from './check-rank'

/**
 * Changes the number of pixels, keeping the outer edges: half-pixel centres, and with antialias the triangle of Pillow's BILINEAR.
 * Values are not rounded to bytes. Errors: tensor/step-rank, tensor/too-large.
 */
export function resize(grid: Grid, step: StepOf<'resize'>, place: TensorPlace): Grid {
  checkRank(grid, step.size, step.step, place)
  return resampleGrid(grid, step.size, step, place)
}
