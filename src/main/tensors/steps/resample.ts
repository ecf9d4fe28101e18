/** 3 of 11: step resample. */
import { AppError } from '@shared/errors'
import type { Grid, StepOf, TensorPlace } from '../grid'
import { resampleGrid } from '../resample-grid'
import { checkRank } from './check-rank'

/**
 * Changes the voxel spacing [z, y, x] in mm. The physical extent is kept and the number of voxels rounded, so the new spacing is
 * the nearest that divides the extent. No antialias, as SimpleITK and MONAI. Errors: tensor/no-spacing, tensor/step-rank, tensor/too-large.
 */
export function resample(grid: Grid, step: StepOf<'resample'>, place: TensorPlace): Grid {
  checkRank(grid, step.spacingMm, step.step, place)
  const { spacingMm } = grid
  if (spacingMm === null) throw new AppError('tensor/no-spacing', { ...place })
  const dims = grid.dims.map((length, axis) =>
    Math.max(1, Math.round((length * (spacingMm[axis] ?? 1)) / (step.spacingMm[axis] ?? 1))),
  )
  return resampleGrid(grid, dims, { ...step, antialias: false }, place)
}
