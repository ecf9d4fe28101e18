/** Whether three steps span space. */
import type { Vector } from './raw-volume'

/** Below this share of the volume of a box the axes count as lying in one plane; a gantry tilt of 60 degrees leaves 0.5. */
const SMALLEST_SHARE = 1e-4

/** Checks that all numbers are finite, no step has length 0 and the three do not lie in one plane. */
export function placesVoxels([first, second, third]: readonly [Vector, Vector, Vector]): boolean {
  const box = Math.hypot(...first) * Math.hypot(...second) * Math.hypot(...third)
  const spanned =
    first[0] * (second[1] * third[2] - second[2] * third[1]) -
    first[1] * (second[0] * third[2] - second[2] * third[0]) +
    first[2] * (second[0] * third[1] - second[1] * third[0])
  return Number.isFinite(box) && box > 0 && Math.abs(spanned) > SMALLEST_SHARE * box
}
