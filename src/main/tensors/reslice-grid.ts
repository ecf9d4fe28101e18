/** A volume on another grid, voxel by voxel through patient space. */
import { AppError } from '@shared/errors'
import { elementCount } from '@shared/tensor'
import { newValues, type Grid, type TensorPlace } from './grid'
import { composeAffines, invertAffine } from '@shared/picture/lps'
import { checkSizeLimit } from './size-limit'

/** Where the new voxels lie. */
export interface TargetGrid {
  /** [depth, height, width] */
  readonly dims: readonly number[]
  /** 4 x 4 row-major: voxel index (x, y, z, 1) -> LPS in mm. */
  readonly affineLps: readonly number[]
}

export interface Reslicing {
  readonly interpolation: 'linear' | 'nearest'
  /** Value of what lies outside the old volume. */
  readonly outside: number
}

/** Coordinates this near to a voxel are that voxel: an unchanged grid gives unchanged values. */
const SNAP = 1e-6

/**
 * Samples a volume at the voxels of another grid, by the full affine of both: oblique and sheared (gantry tilt) volumes too. A voxel is
 * inside up to its outer edge, half a voxel beyond the last centre. Coordinates in float64.
 * Errors: tensor/no-orientation, tensor/too-large.
 */
export function resliceGrid(
  grid: Grid,
  target: TargetGrid,
  { interpolation, outside }: Reslicing,
  place: TensorPlace,
): Grid {
  const inverse = grid.affineLps === null ? null : invertAffine(grid.affineLps)
  if (inverse === null || grid.dims.length !== 3) throw new AppError('tensor/no-orientation', { ...place })
  checkSizeLimit([grid.channels, ...target.dims], 'reslice', place)
  const toOld = composeAffines(inverse, target.affineLps)
  const perChannel = elementCount(target.dims)
  const values = newValues(grid, grid.channels * perChannel)
  const sample = interpolation === 'linear' ? linearSample : nearestSample
  for (let channel = 0; channel < grid.channels && values.length > 0; channel += 1) {
    const old = grid.values.subarray(
      channel * elementCount(grid.dims),
      (channel + 1) * elementCount(grid.dims),
    )
    fillChannel(
      values.subarray(channel * perChannel, (channel + 1) * perChannel),
      target.dims,
      toOld,
      (x, y, z) => sample(old, grid.dims, x, y, z, outside),
    )
  }
  const { dims, affineLps } = target
  return { channels: grid.channels, dims, values, spacingMm: spacingOf(affineLps), affineLps }
}

/** Brings a label map to the grid of an image: nearest voxel, 0 outside. Errors: tensor/no-orientation for either. */
export function resliceLabels(labels: Grid, image: Grid, place: TensorPlace): Grid {
  if (image.affineLps === null) throw new AppError('tensor/no-orientation', { ...place })
  const target = { dims: image.dims, affineLps: image.affineLps }
  return resliceGrid(labels, target, { interpolation: 'nearest', outside: 0 }, place)
}

function fillChannel(
  out: Float32Array,
  [depth = 1, height = 1, width = 1]: readonly number[],
  toOld: readonly number[],
  sample: (x: number, y: number, z: number) => number,
): void {
  const [ax = 0, bx = 0, cx = 0, dx = 0, ay = 0, by = 0, cy = 0, dy = 0, az = 0, bz = 0, cz = 0, dz = 0] =
    toOld
  let at = 0
  for (let z = 0; z < depth; z += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        out[at] = sample(
          snapped(ax * x + bx * y + cx * z + dx),
          snapped(ay * x + by * y + cy * z + dy),
          snapped(az * x + bz * y + cz * z + dz),
        )
        at += 1
      }
    }
  }
}

function snapped(coordinate: number): number {
  const whole = Math.round(coordinate)
  return Math.abs(coordinate - whole) < SNAP ? whole : coordinate
}

type Sample = (
  old: Float32Array,
  dims: readonly number[],
  x: number,
  y: number,
  z: number,
  outside: number,
) => number

const isOutside = (at: number, length: number): boolean => !(at >= -0.5 && at < length - 0.5)

const nearestSample: Sample = (old, [depth = 1, height = 1, width = 1], x, y, z, outside) => {
  if (isOutside(x, width) || isOutside(y, height) || isOutside(z, depth)) return outside
  const index = (at: number, length: number): number =>
    Math.min(length - 1, Math.max(0, Math.floor(at + 0.5)))
  return old[(index(z, depth) * height + index(y, height)) * width + index(x, width)] ?? outside
}

const linearSample: Sample = (old, [depth = 1, height = 1, width = 1], x, y, z, outside) => {
  if (isOutside(x, width) || isOutside(y, height) || isOutside(z, depth)) return outside
  const [x0, x1, fx] = between(x, width)
  const [y0, y1, fy] = between(y, height)
  const [z0, z1, fz] = between(z, depth)
  const line = (zi: number, yi: number): number => {
    const start = (zi * height + yi) * width
    const low = old[start + x0] ?? 0
    return fx === 0 ? low : low + fx * ((old[start + x1] ?? 0) - low)
  }
  const plane = (zi: number): number => {
    const low = line(zi, y0)
    return fy === 0 ? low : low + fy * (line(zi, y1) - low)
  }
  const low = plane(z0)
  return fz === 0 ? low : low + fz * (plane(z1) - low)
}

/** The voxels around a coordinate, and how far it lies from the first; the outer half voxel takes the last one. */
function between(at: number, length: number): readonly [number, number, number] {
  const inside = Math.min(length - 1, Math.max(0, at))
  const low = Math.floor(inside)
  return [low, Math.min(length - 1, low + 1), inside - low]
}

function spacingOf(affine: readonly number[]): number[] {
  return [2, 1, 0].map((column) =>
    Math.hypot(affine[column] ?? 0, affine[4 + column] ?? 0, affine[8 + column] ?? 0),
  )
}
