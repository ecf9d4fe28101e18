/** The affine of a volume made of slices. */
import type { SlicePlane } from '../headers/slice-plane'
import { dot, minus, times, type Lps } from '../headers/vector'

export interface VolumeSpace {
  /** [z, y, x] in mm; z along the slice normal. */
  readonly spacingMm: readonly [number, number, number]
  /** 4 x 4 row-major: voxel index (x, y, z, 1) -> LPS position in mm. */
  readonly affineLps: readonly number[]
  /** Angle between the slice normal and the line through the first pixels; 0 without gantry tilt. */
  readonly shearDegrees: number
}

/** First and last of `depth` slices that lie `spacingMm` apart along the normal. */
export interface SliceRange {
  readonly first: SlicePlane
  readonly last: SlicePlane
  readonly depth: number
  readonly spacingMm: number
}

/**
 * Derives spacing and affine. The z step of the affine is the mean step between the first pixels, so that a tilted gantry
 * (slices shifted against each other) keeps its true place. Source: PS3.3 C.7.6.2.1.1, equation C.7.6.2.1-1.
 */
export function toVolumeSpace({ first, last, depth, spacingMm }: SliceRange): VolumeSpace {
  const [rowSpacing, columnSpacing] = first.pixelSpacingMm
  const stepX = times(first.rowDirection, columnSpacing)
  const stepY = times(first.columnDirection, rowSpacing)
  const stepZ =
    depth > 1 ? times(minus(last.position, first.position), 1 / (depth - 1)) : times(first.normal, spacingMm)
  const row = (axis: 0 | 1 | 2): number[] => [stepX[axis], stepY[axis], stepZ[axis], first.position[axis]]
  return {
    spacingMm: [spacingMm, rowSpacing, columnSpacing],
    affineLps: [...row(0), ...row(1), ...row(2), 0, 0, 0, 1],
    shearDegrees: degreesBetween(stepZ, first.normal),
  }
}

function degreesBetween(a: Lps, b: Lps): number {
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
  return (Math.acos(Math.min(1, Math.abs(cosine))) * 180) / Math.PI
}
