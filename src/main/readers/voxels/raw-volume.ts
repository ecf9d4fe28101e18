/** What the headers of NRRD and MetaImage agree on. */
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
  /** Height and width of a pixel of a flat image; absent where the header does not give them. */
  readonly pixelSizeMm?: readonly [number, number]
}

const along = (x: number, y: number, z: number): Vector => [x, y, z]

type FlatSpace = Pick<RawVolume, 'steps' | 'origin' | 'notices' | 'pixelSizeMm'>

/** Describes an image of two axes by the spacing along i and j: where it lies, nothing says and nobody asks. */
export function flatSpace(spacingMm: readonly number[]): FlatSpace {
  const space: FlatSpace = {
    steps: [along(1, 0, 0), along(0, 1, 0), along(0, 0, 1)],
    origin: along(0, 0, 0),
    notices: [],
  }
  const [i = 0, j = 0, ...others] = spacingMm
  return i > 0 && j > 0 && others.length === 0 ? { ...space, pixelSizeMm: [j, i] } : space
}
