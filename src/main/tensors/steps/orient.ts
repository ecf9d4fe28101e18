/** Step orient. */
import { AppError } from '@shared/errors'
import { directionOf, nearestDirections } from '@shared/picture/directions'
import { elementCount } from '@shared/tensor'
import type { Grid, StepOf, TensorPlace } from '../grid'

/**
 * Flips and transposes a volume so that its x, y and z index grow towards `axes`; oblique volumes take the nearest axes, no value changes.
 * Errors: tensor/no-orientation, tensor/axes. Limits: volumes only.
 */
export function orient(grid: Grid, step: StepOf<'orient'>, place: TensorPlace): Grid {
  const { affineLps } = grid
  if (affineLps === null || grid.dims.length !== 3) throw new AppError('tensor/no-orientation', { ...place })
  const wanted = [2, 1, 0].map((letter) => directionOf(step.axes.charAt(letter)))
  const found = nearestDirections(affineLps)
  // Per new dims axis [z, y, x]: the old dims axis it comes from, and whether it runs backwards.
  const sources = wanted.map((target) => found.findIndex((direction) => direction.axis === target?.axis))
  if (new Set(sources).size !== 3 || sources.includes(-1)) {
    throw new AppError('tensor/axes', { modality: place.modality, axes: step.axes })
  }
  const flips = sources.map((source, axis) => found[source]?.sign !== wanted[axis]?.sign)
  return turnGrid(grid, affineLps, sources, flips)
}

function turnGrid(
  grid: Grid,
  affine: readonly number[],
  sources: readonly number[],
  flips: readonly boolean[],
): Grid {
  const oldStrides = [(grid.dims[1] ?? 1) * (grid.dims[2] ?? 1), grid.dims[2] ?? 1, 1]
  const dims = sources.map((source) => grid.dims[source] ?? 1)
  const strides = sources.map((source, axis) => (oldStrides[source] ?? 1) * (flips[axis] ? -1 : 1))
  const perChannel = elementCount(grid.dims)
  const first = dims.reduce(
    (sum, length, axis) => sum + (flips[axis] ? (length - 1) * Math.abs(strides[axis] ?? 0) : 0),
    0,
  )
  const values = new Float32Array(grid.values.length)
  const [, height = 1, width = 1] = dims
  const [strideZ = 0, strideY = 0, strideX = 0] = strides
  for (let index = 0; index < values.length; index += 1) {
    const channel = Math.floor(index / perChannel)
    const inside = index % perChannel
    const z = Math.floor(inside / (height * width))
    const y = Math.floor(inside / width) % height
    const old = first + z * strideZ + y * strideY + (inside % width) * strideX
    values[index] = grid.values[channel * perChannel + old] ?? 0
  }
  return {
    channels: grid.channels,
    dims,
    values,
    spacingMm: grid.spacingMm === null ? null : sources.map((source) => grid.spacingMm?.[source] ?? 1),
    affineLps: turnAffine(affine, dims, sources, flips),
  }
}

function turnAffine(
  affine: readonly number[],
  dims: readonly number[],
  sources: readonly number[],
  flips: readonly boolean[],
): number[] {
  const turned = [...affine]
  for (let row = 0; row < 3; row += 1) {
    let origin = affine[row * 4 + 3] ?? 0
    sources.forEach((source, axis) => {
      const step = affine[row * 4 + 2 - source] ?? 0
      if (flips[axis]) origin += step * ((dims[axis] ?? 1) - 1)
      turned[row * 4 + 2 - axis] = flips[axis] ? 0 - step : step
    })
    turned[row * 4 + 3] = origin
  }
  return turned
}
