/** Step resample. */
import { AppError } from '@shared/errors'
import type { Grid, StepOf, TensorPlace } from '../grid'
import { resampleGrid } from '../resample-grid'
import { checkRank } from './check-rank'

/**
 * Changes the size of pixels [y, x] or voxels [z, y, x] to so many mm; one number stands for all axes. The physical extent is kept
 * and the number of samples rounded, so the new spacing is the nearest that divides the extent. Half-pixel centres, no antialias, as
 * SimpleITK and MONAI. Errors: tensor/no-spacing, tensor/step-rank, tensor/too-large.
 */
export function resample(grid: Grid, step: StepOf<'resample'>, place: TensorPlace): Grid {
  const { spacingMm: given } = step
  const wanted = typeof given === 'number' ? grid.dims.map(() => given) : given
  checkRank(grid, wanted, step.step, place)
  const { spacingMm, pixelRatio } = grid
  if (spacingMm === null) {
    const details = { ...place, axes: grid.dims.length }
    throw new AppError('tensor/no-spacing', pixelRatio === undefined ? details : { ...details, pixelRatio })
  }
  const dims = grid.dims.map((length, axis) =>
    Math.max(1, Math.round((length * (spacingMm[axis] ?? 1)) / (wanted[axis] ?? 1))),
  )
  return resampleGrid(grid, dims, { ...step, antialias: false }, place)
}
