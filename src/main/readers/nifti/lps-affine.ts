/** A NIfTI affine in the patient axes of DICOM. */
import { AppError } from '@shared/errors'
import { placesVoxels } from '../voxels/places-voxels'
import type { Vector } from '../voxels/raw-volume'
import type { NiftiHeader } from './nifti-header'

export interface VoxelSpace {
  /** [z, y, x] = lengths of the steps along k, j, i, in mm. */
  readonly spacingMm: readonly [number, number, number]
  /** 4 x 4 row-major: voxel index (i, j, k, 1) -> LPS position in mm. */
  readonly affineLps: readonly number[]
}

/**
 * Turns the affine of the file, which points right, anterior and superior, into LPS (left, posterior, superior).
 * Errors: nifti/affine when a number is not finite, an axis has no length or the three lie in one plane.
 */
export function toVoxelSpace(header: NiftiHeader, file: string): VoxelSpace {
  const at = (row: number, column: number): number => {
    const sign = row < 2 ? -1 : 1
    // + 0 turns -0 into 0.
    return sign * header.unitMm * (header.affineRas[row]?.[column] ?? Number.NaN) + 0
  }
  const rows = [0, 1, 2].map((row) => [0, 1, 2, 3].map((column) => at(row, column)))
  const step = (column: number): Vector => [at(0, column), at(1, column), at(2, column)]
  const usable = rows.flat().every(Number.isFinite) && placesVoxels([step(0), step(1), step(2)])
  if (!usable) throw new AppError('nifti/affine', { file })
  const spacingMm = [Math.hypot(...step(2)), Math.hypot(...step(1)), Math.hypot(...step(0))] as const
  return { spacingMm, affineLps: [...rows.flat(), 0, 0, 0, 1] }
}
