/** NIfTI bytes -> VolumeValue. */
import { AppError } from '@shared/errors'
import { chosenTimePoint } from '../chosen-time-point'
import type { VolumeValue } from '../source-value'
import { readVoxels } from '../voxels/read-voxels'
import { inflateHead, inflateRange, type ByteRange } from './inflate-nifti'
import { toVoxelSpace } from './lps-affine'
import { parseNiftiHeader, type NiftiHeader } from './nifti-header'

/** A file of more inflated bytes is refused before inflating; an hour of functional MRI has some GB. */
const MAX_INFLATED_BYTES = 2 ** 34

/** What a NIfTI file is read with. */
export interface NiftiOptions {
  /** 1-based volume of a 4-D file; null asks for the only one. */
  readonly timePoint?: number | null
  /** The values of a pair: the bytes of the `.img` file and its name. */
  readonly values?: { readonly bytes: Uint8Array; readonly file: string } | null
}

/**
 * Reads a `.nii` or `.nii.gz` file, or a header with the file of its values: dims [z, y, x] = [k, j, i] in the order of the file,
 * i fastest; values scaled by scl_slope and scl_inter and rounded to float32; affine in LPS.
 * Notice: nifti/no-transform. Errors: nifti/damaged, nifti/not-3d, nifti/type, nifti/size, nifti/longer, nifti/affine,
 * nifti/pair-missing, image/four-d, image/time-point, image/too-large, image/empty.
 * Limits: the unit of the values is not recorded by the format.
 */
export async function parseNifti(
  bytes: Uint8Array,
  file: string,
  { timePoint = null, values = null }: NiftiOptions = {},
): Promise<VolumeValue> {
  const header = parseNiftiHeader(inflateHead(bytes, file), file)
  const space = toVoxelSpace(header, file)
  const range = rangeOf(header, chosenTimePoint(file, timePoint, header.timePoints), file)
  if (header.isPair && values === null)
    throw new AppError('nifti/pair-missing', { file, missing: 'its .img file' })
  const source = header.isPair && values !== null ? values : { bytes, file }
  const stored = await inflateRange(source.bytes, range, source.file)
  const [i, j, k] = header.dims
  const volume: VolumeValue = {
    kind: 'volume',
    dims: [k, j, i],
    values: readVoxels({ ...header, bytes: stored, count: i * j * k }),
    unit: '',
    ...space,
    ...(header.windows.length === 0 ? {} : { windows: header.windows }),
  }
  return header.hasTransform
    ? volume
    : { ...volume, notices: [{ code: 'nifti/no-transform', details: { file } }] }
}

function rangeOf(header: NiftiHeader, timePoint: number, file: string): ByteRange {
  const [i, j, k] = header.dims
  const volumeBytes = i * j * k * header.type.sizeBytes
  const totalBytes = header.dataOffset + volumeBytes * header.timePoints
  if (totalBytes > MAX_INFLATED_BYTES) {
    const dims = [i, j, k, header.timePoints]
    throw new AppError('image/too-large', { file, dims, limit: MAX_INFLATED_BYTES / header.type.sizeBytes })
  }
  const start = header.dataOffset + (timePoint - 1) * volumeBytes
  return { start, end: start + volumeBytes, totalBytes }
}
