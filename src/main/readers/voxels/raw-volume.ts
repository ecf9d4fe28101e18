/** 2 of 11: what the headers of NRRD and MetaImage agree on. */
import type { ErrorData } from '@shared/errors'
import type { VoxelType } from './voxel-types'

export type Vector = readonly [number, number, number]

export interface RawVolume {
  readonly format: 'NRRD' | 'MetaImage'
  /** [i, j, k], i fastest; k is 1 for a flat image. */
  readonly dims: Vector
  /** Two axes only: an image rather than a volume of one slice. */
  readonly isFlat: boolean
  readonly type: VoxelType
  readonly littleEndian: boolean
  /** gzip or zlib. */
  readonly compressed: boolean
  /** Name of the file of values as the header gives it; null when they follow the header. */
  readonly valuesFile: string | null
  /** Where the values begin in that file; null when they are its last bytes. */
  readonly dataOffset: number | null
  /** Lines to pass over before the values begin. */
  readonly skipLines: number
  /** Bytes to pass over after inflating. */
  readonly skipBytes: number
  /** Steps along i, j and k in mm, LPS. */
  readonly steps: readonly [Vector, Vector, Vector]
  /** Centre of the first voxel in mm, LPS. */
  readonly origin: Vector
  readonly notices: readonly ErrorData[]
}

const along = (x: number, y: number, z: number): Vector => [x, y, z]

/** Where the pixels of two axes lie: nothing says it, and nobody asks. */
export const flatSpace = {
  steps: [along(1, 0, 0), along(0, 1, 0), along(0, 0, 1)],
  origin: along(0, 0, 0),
  notices: [],
} as const
