/** The bytes of a volume as numbers. */
import type { VoxelType } from './voxel-types'

export interface StoredVoxels {
  /** Exactly the values, nothing before. */
  readonly bytes: Uint8Array
  readonly count: number
  readonly type: VoxelType
  readonly littleEndian: boolean
  /** Value = stored x slope + intercept, in float64 before rounding; default 1 and 0. */
  readonly slope?: number
  readonly intercept?: number
}

/** Reads `count` values in the order of the file, rounded to float32. Limits: the caller has checked the length. */
export function readVoxels(stored: StoredVoxels): Float32Array {
  const { bytes, count, type, littleEndian, slope = 1, intercept = 0 } = stored
  const view = new DataView(bytes.buffer, bytes.byteOffset, count * type.sizeBytes)
  const values = new Float32Array(count)
  for (let index = 0; index < count; index++) {
    values[index] = type.read(view, index * type.sizeBytes, littleEndian) * slope + intercept
  }
  return values
}
