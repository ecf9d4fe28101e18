/** The header of a NIfTI file, checked. */
import { AppError } from '@shared/errors'
import { fileWindowName, type ValueWindow } from '@shared/picture/value-window'
import { checkedCount } from '../limits'
import type { VoxelType } from '../voxels/voxel-types'
import { toAffineRas } from './affine-ras'
import { niftiTypes, otherNiftiTypes } from './nifti-types'
import { parseRawHeader, type RawHeader } from './raw-header'

/** Lower three bits of xyzt_units, and two of their codes; code 2 is mm (nifti1.h). */
const SPATIAL_UNITS = 7
const METRE = 1
const MICROMETRE = 3

export interface NiftiHeader {
  /** [i, j, k] */
  readonly dims: readonly [number, number, number]
  /** Volumes one after the other; 1 for a plain volume. */
  readonly timePoints: number
  readonly type: VoxelType
  readonly littleEndian: boolean
  /** Header and values in two files; dataOffset counts in the second one. */
  readonly isPair: boolean
  readonly dataOffset: number
  /** Value = stored x slope + intercept. */
  readonly slope: number
  readonly intercept: number
  /** Voxel index (i, j, k, 1) -> RAS position, row by row, in the unit of the file. */
  readonly affineRas: readonly (readonly number[])[]
  /** False where the file has voxel sizes only. */
  readonly hasTransform: boolean
  /** What the file proposes for the screen, of scaled values. */
  readonly windows: readonly ValueWindow[]
  /** Spatial unit of the affine in mm: 1000, 1 or 0.001; unknown counts as mm. */
  readonly unitMm: number
}

/**
 * Reads the header of a NIfTI-1 or NIfTI-2 file or pair. Where sform and qform are both set the sform wins, as in nibabel.
 * Errors: nifti/damaged, nifti/not-3d, nifti/type, image/too-large, image/empty. Source: nifti1.h, nifti2.h.
 */
export function parseNiftiHeader(head: Uint8Array, file: string): NiftiHeader {
  const raw = parseRawHeader(head, file)
  const { fields, isPair } = raw
  const { dims, timePoints } = axes(raw, file)
  checkedCount(file, dims)
  const firstOffset = isPair ? 0 : raw.headerBytes + 4
  if (!Number.isSafeInteger(fields.vox_offset) || fields.vox_offset < firstOffset) {
    throw damaged(file, `its values are said to start at byte ${fields.vox_offset}`)
  }
  // A slope of 0 means "no scaling" (nifti1.h); writers also put NaN there.
  const scaled = Number.isFinite(fields.scl_slope) && fields.scl_slope !== 0
  return {
    dims,
    timePoints,
    type: valueType(fields.datatypeCode, file),
    littleEndian: fields.littleEndian,
    isPair,
    dataOffset: fields.vox_offset,
    slope: scaled ? fields.scl_slope : 1,
    intercept: scaled && Number.isFinite(fields.scl_inter) ? fields.scl_inter : 0,
    affineRas: toAffineRas(raw),
    hasTransform: fields.sform_code > 0 || raw.qformCode > 0,
    windows: windowsOf(fields),
    unitMm: unitInMm(fields.xyzt_units),
  }
}

/** Axis 4 is time or another list of volumes; axes beyond it must have length 1. */
function axes(raw: RawHeader, file: string): { dims: [number, number, number]; timePoints: number } {
  const rank = raw.fields.dims[0] ?? 0
  const all = raw.fields.dims.slice(1, 1 + Math.max(0, rank))
  if (rank < 2 || rank > 7 || all.slice(4).some((size) => size > 1)) {
    throw new AppError('nifti/not-3d', { file, dims: all })
  }
  const [i = 0, j = 0, k = 1, timePoints = 1] = all
  return { dims: [i, j, k], timePoints: Math.max(1, timePoints) }
}

function valueType(code: number, file: string): VoxelType {
  const type = Object.hasOwn(niftiTypes, code) ? niftiTypes[code] : undefined
  if (type !== undefined) return type
  throw new AppError('nifti/type', { file, code, type: otherNiftiTypes[code] ?? 'unknown' })
}

/** cal_min and cal_max are 0 where nobody has set them (nifti1.h). */
function windowsOf({ cal_min: low, cal_max: high }: RawHeader['fields']): readonly ValueWindow[] {
  const isSet = Number.isFinite(low) && Number.isFinite(high) && high > low
  return isSet ? [{ name: fileWindowName(1), low, high }] : []
}

function unitInMm(units: number): number {
  const spatial = units & SPATIAL_UNITS
  if (spatial === METRE) return 1000
  return spatial === MICROMETRE ? 0.001 : 1
}

function damaged(file: string, why: string): AppError {
  return new AppError('nifti/damaged', { file, why })
}
