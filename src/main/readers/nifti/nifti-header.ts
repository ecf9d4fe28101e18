/** 2 of 11: the one importer of nifti-reader-js: the header of a NIfTI-1 file, checked. */
import { isNIFTI1, isNIFTI2, NIFTI1, readHeader } from 'nifti-reader-js'
import { AppError, isAppError } from '@shared/errors'
import { checkedCount } from '../limits'
import { niftiTypes, otherNiftiTypes, type NiftiType } from './nifti-types'

/** Header and the four bytes that announce extensions; extensions themselves are never looked at. */
export const HEADER_BYTES = 352

const QFORM_CODE_OFFSET = 252
const SFORM_CODE_OFFSET = 254
const QUATERNION_OFFSETS = [256, 260, 264] as const

export interface NiftiHeader {
  /** [i, j, k] */
  readonly dims: readonly [number, number, number]
  readonly type: NiftiType
  readonly littleEndian: boolean
  readonly dataOffset: number
  /** Value = stored x slope + intercept. */
  readonly slope: number
  readonly intercept: number
  /** Voxel index (i, j, k, 1) -> RAS position, row by row, in the unit of the file. */
  readonly affineRas: readonly (readonly number[])[]
  /** Spatial unit of the affine in mm: 1000, 1 or 0.001; unknown counts as mm. */
  readonly unitMm: number
}

/**
 * Reads the first 352 bytes of a NIfTI-1 file. Where sform and qform are both set the sform wins, as in nibabel.
 * Errors: nifti/damaged, nifti/version, nifti/not-3d, nifti/type, image/too-large, image/empty. Source: nifti1.h.
 */
export function parseNiftiHeader(head: Uint8Array, file: string): NiftiHeader {
  const raw = parseRaw(head, file)
  const dims = spatialDims(raw, file)
  checkedCount(file, dims)
  if (!Number.isInteger(raw.vox_offset) || raw.vox_offset < HEADER_BYTES) {
    throw damaged(file, `its values are said to start at byte ${raw.vox_offset}`)
  }
  // A slope of 0 means "no scaling" (nifti1.h); writers also put NaN there.
  const scaled = Number.isFinite(raw.scl_slope) && raw.scl_slope !== 0
  return {
    dims,
    type: valueType(raw.datatypeCode, file),
    littleEndian: raw.littleEndian,
    dataOffset: raw.vox_offset,
    slope: scaled ? raw.scl_slope : 1,
    intercept: scaled && Number.isFinite(raw.scl_inter) ? raw.scl_inter : 0,
    affineRas: raw.affine,
    unitMm: unitInMm(raw.xyzt_units),
  }
}

function parseRaw(head: Uint8Array, file: string): NIFTI1 {
  if (head.length < HEADER_BYTES) throw damaged(file, 'it ends inside its header')
  const buffer = new ArrayBuffer(HEADER_BYTES)
  new Uint8Array(buffer).set(head.subarray(0, HEADER_BYTES))
  if (!isNIFTI1(buffer)) throw wrongVersion(buffer, file)
  try {
    settleTransform(new DataView(buffer))
    const header = readHeader(buffer)
    if (header instanceof NIFTI1) return header
    throw new AppError('nifti/version', { file, found: 'NIfTI-2' })
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw damaged(file, 'its header does not begin with the size of a NIfTI-1 header', cause)
  }
}

function wrongVersion(buffer: ArrayBuffer, file: string): AppError {
  if (isNIFTI2(buffer, true)) return new AppError('nifti/version', { file, found: 'NIfTI-2' })
  if (isNIFTI1(buffer, true)) {
    return new AppError('nifti/version', { file, found: 'a pair of header and image file (.hdr, .img)' })
  }
  return damaged(file, 'it lacks the mark of a NIfTI file')
}

/**
 * Writes into our copy of the header what the library leaves open: it would prefer a qform of a higher code, and it takes
 * the root of a negative number when rounding has made the quaternion longer than 1.
 */
function settleTransform(view: DataView): void {
  const little = view.getInt32(0, true) === 348
  if (view.getInt16(SFORM_CODE_OFFSET, little) > 0) view.setInt16(QFORM_CODE_OFFSET, 0, little)
  const parts = QUATERNION_OFFSETS.map((offset) => view.getFloat32(offset, little))
  const length = Math.hypot(...parts)
  if (length <= 1 || length > 1.001) return
  // Shrunk a little more than to length 1, so that float32 rounding cannot lengthen it again.
  QUATERNION_OFFSETS.forEach((offset, index) => {
    view.setFloat32(offset, (parts[index] ?? 0) / (length * (1 + 1e-6)), little)
  })
}

function spatialDims(raw: NIFTI1, file: string): [number, number, number] {
  const rank = raw.dims[0] ?? 0
  const all = raw.dims.slice(1, 1 + Math.max(0, rank))
  if (rank < 2 || rank > 7 || all.slice(3).some((size) => size > 1)) {
    throw new AppError('nifti/not-3d', { file, dims: all })
  }
  return [all[0] ?? 0, all[1] ?? 0, rank === 2 ? 1 : (all[2] ?? 0)]
}

function valueType(code: number, file: string): NiftiType {
  const type = Object.hasOwn(niftiTypes, code) ? niftiTypes[code] : undefined
  if (type !== undefined) return type
  throw new AppError('nifti/type', { file, code, type: otherNiftiTypes[code] ?? 'unknown' })
}

function unitInMm(units: number): number {
  const spatial = units & NIFTI1.SPATIAL_UNITS_MASK
  if (spatial === NIFTI1.UNITS_METER) return 1000
  return spatial === NIFTI1.UNITS_MICRON ? 0.001 : 1
}

function damaged(file: string, why: string, cause?: unknown): AppError {
  return new AppError('nifti/damaged', { file, why }, { cause })
}
