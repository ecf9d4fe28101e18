/** Where the voxels of a NIfTI file lie, by the first of its transforms that is set. */
import type { RawHeader } from './raw-header'

/**
 * Chooses sform, else qform, else the voxel sizes alone (methods 3, 2 and 1 of nifti1.h), as nibabel does where one is set.
 * Returns three rows of four: voxel index (i, j, k, 1) -> RAS position in the unit of the file.
 */
export function toAffineRas(raw: RawHeader): number[][] {
  if (raw.fields.sform_code > 0) return raw.fields.affine.slice(0, 3)
  if (raw.qformCode > 0) return fromQuaternion(raw)
  const [, i = Number.NaN, j = Number.NaN, k = Number.NaN] = raw.fields.pixDims
  return [
    [i, 0, 0, 0],
    [0, j, 0, 0],
    [0, 0, k, 0],
  ]
}

/** Rotation of the unit quaternion (a, b, c, d) times voxel sizes; a negative pixdim[0] turns k over. */
function fromQuaternion({ fields }: RawHeader): number[][] {
  // Rounding can make (b, c, d) longer than 1; a is then 0.
  const length = Math.max(1, Math.hypot(fields.quatern_b, fields.quatern_c, fields.quatern_d))
  const [b, c, d] = [fields.quatern_b / length, fields.quatern_c / length, fields.quatern_d / length]
  const a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)))
  const [handedness = 0, i = Number.NaN, j = Number.NaN, depth = Number.NaN] = fields.pixDims
  const k = handedness < 0 ? -depth : depth
  return [
    [(a * a + b * b - c * c - d * d) * i, 2 * (b * c - a * d) * j, 2 * (b * d + a * c) * k, fields.qoffset_x],
    [2 * (b * c + a * d) * i, (a * a + c * c - b * b - d * d) * j, 2 * (c * d - a * b) * k, fields.qoffset_y],
    [2 * (b * d - a * c) * i, 2 * (c * d + a * b) * j, (a * a + d * d - b * b - c * c) * k, fields.qoffset_z],
  ]
}
