/** A header of NRRD or MetaImage and its values -> VolumeValue, or ImageValue for two axes. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { largestValue } from '../largest-value'
import { checkedCount } from '../limits'
import type { ImageValue, VolumeValue } from '../source-value'
import { placesVoxels } from './places-voxels'
import { rawValues } from './raw-values'
import type { RawVolume } from './raw-volume'
import { readVoxels } from './read-voxels'

/**
 * Reads the values that `raw` describes: [z, y, x] = [k, j, i] in the order of the file, affine in LPS.
 * Errors: image/too-large, image/empty, image/damaged (axes that place nothing), and those of `rawValues`.
 */
export async function readRawVolume(
  raw: RawVolume,
  headerFile: Uint8Array,
  path: string,
): Promise<VolumeValue | ImageValue> {
  const file = basename(path)
  const count = checkedCount(file, raw.dims)
  const [i, j, k] = raw.dims
  const [stepI, stepJ, stepK] = raw.steps
  if (!placesVoxels(raw.steps) || !raw.origin.every(Number.isFinite)) {
    const why = 'its axes do not place the voxels in space'
    throw new AppError('image/damaged', { file, format: raw.format, why })
  }
  const bytes = await rawValues(raw, headerFile, path)
  const values = readVoxels({ bytes, count, type: raw.type, littleEndian: raw.littleEndian })
  const notices = raw.notices.length === 0 ? {} : { notices: raw.notices }
  if (raw.isFlat) return toFlat(raw, values)
  const rows = ([0, 1, 2] as const).map((axis) => [stepI[axis], stepJ[axis], stepK[axis], raw.origin[axis]])
  return {
    kind: 'volume',
    dims: [k, j, i],
    values,
    unit: '',
    spacingMm: [Math.hypot(...stepK), Math.hypot(...stepJ), Math.hypot(...stepI)],
    affineLps: [...rows.flat(), 0, 0, 0, 1],
    ...notices,
  }
}

function toFlat({ dims: [i, j], pixelSizeMm }: RawVolume, values: Float32Array): ImageValue {
  const image: ImageValue = { kind: 'image', dims: [j, i, 1], values, maxValue: largestValue(values) }
  return pixelSizeMm === undefined ? image : { ...image, pixelSize: { size: pixelSizeMm, unit: 'mm' } }
}
