/** The datatype codes of NIfTI. */
import { voxelTypes, type VoxelType } from '../voxels/voxel-types'

/** Datatype codes of nifti1.h that hold one real number per voxel. */
export const niftiTypes: Readonly<Record<number, VoxelType>> = {
  2: voxelTypes.uint8,
  4: voxelTypes.int16,
  8: voxelTypes.int32,
  16: voxelTypes.float32,
  64: voxelTypes.float64,
  256: voxelTypes.int8,
  512: voxelTypes.uint16,
  768: voxelTypes.uint32,
  1024: voxelTypes.int64,
  1280: voxelTypes.uint64,
}

/** Codes that are known but hold no single real number; for the error sentence. */
export const otherNiftiTypes: Readonly<Record<number, string>> = {
  1: 'binary',
  32: 'complex64',
  128: 'RGB24',
  1536: 'float128',
  1792: 'complex128',
  2048: 'complex256',
  2304: 'RGBA32',
}
