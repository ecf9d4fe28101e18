/** Voxel indices to positions in patient space and back (4 x 4 row-major, x, y, z -> LPS in mm). */
import type { GridPart } from '../part'

type Triple = readonly [number, number, number]

/** Finds the LPS position of a voxel index (x, y, z). */
export function toLps(affine: readonly number[], [x, y, z]: Triple): [number, number, number] {
  const row = (at: number): number =>
    (affine[at] ?? 0) * x + (affine[at + 1] ?? 0) * y + (affine[at + 2] ?? 0) * z + (affine[at + 3] ?? 0)
  return [row(0), row(4), row(8)]
}

/** Inverts an affine; null when its axes lie in one plane. */
export function invertAffine(affine: readonly number[]): readonly number[] | null {
  const [a = 0, b = 0, c = 0, tx = 0, d = 0, e = 0, f = 0, ty = 0, g = 0, h = 0, i = 0, tz = 0] = affine
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  if (!(Math.abs(determinant) > 1e-12)) return null
  const rows = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ].map((row) => row.map((value) => value / determinant))
  return [...rows.flatMap(([x = 0, y = 0, z = 0]) => [x, y, z, -(x * tx + y * ty + z * tz)]), ...[0, 0, 0, 1]]
}

/** Multiplies two affines: first `inner`, then `outer`. */
export function composeAffines(outer: readonly number[], inner: readonly number[]): number[] {
  return Array.from({ length: 16 }, (_, index) => {
    const row = Math.floor(index / 4) * 4
    const column = index % 4
    return [0, 1, 2, 3].reduce((sum, k) => sum + (outer[row + k] ?? 0) * (inner[k * 4 + column] ?? 0), 0)
  })
}

/** Finds the centre of a part of a volume or image in patient space, in mm. */
export function centreInLps(affine: readonly number[], { offset, size }: GridPart): [number, number, number] {
  const [x = 0, y = 0, z = 0] = offset.map((first, axis) => first + ((size[axis] ?? 1) - 1) / 2).toReversed()
  return toLps(affine, [x, y, z])
}
