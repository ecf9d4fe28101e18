/** 2 of 11: NIfTI-1 bytes -> VolumeValue. */
import { AppError } from '@shared/errors'
import type { VolumeValue } from '../source-value'
import { inflateHead, inflateWhole } from './inflate-nifti'
import { toVoxelSpace } from './lps-affine'
import { parseNiftiHeader, type NiftiHeader } from './nifti-header'

/**
 * Reads a `.nii` or `.nii.gz` file: dims [z, y, x] = [k, j, i] in the order of the file, i fastest; values scaled by
 * scl_slope and scl_inter and rounded to float32; affine in LPS.
 * Errors: nifti/damaged, nifti/version, nifti/not-3d, nifti/type, nifti/size, nifti/longer, nifti/affine,
 * image/too-large, image/empty. Limits: NIfTI-1 in one file; the unit of the values is not recorded by the format.
 */
export async function parseNifti(bytes: Uint8Array, file: string): Promise<VolumeValue> {
  const header = parseNiftiHeader(inflateHead(bytes, file), file)
  const space = toVoxelSpace(header, file)
  const [i, j, k] = header.dims
  const expectedBytes = header.dataOffset + i * j * k * header.type.sizeBytes
  const inflated = await inflateWhole(bytes, expectedBytes, file)
  if (inflated.length < expectedBytes) {
    throw new AppError('nifti/size', { file, expectedBytes, actualBytes: inflated.length })
  }
  return { kind: 'volume', dims: [k, j, i], values: readValues(inflated, header), unit: '', ...space }
}

function readValues(bytes: Uint8Array, header: NiftiHeader): Float32Array {
  const { type, littleEndian, slope, intercept } = header
  const count = header.dims[0] * header.dims[1] * header.dims[2]
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.dataOffset, count * type.sizeBytes)
  const values = new Float32Array(count)
  for (let index = 0; index < count; index++) {
    values[index] = type.read(view, index * type.sizeBytes, littleEndian) * slope + intercept
  }
  return values
}
