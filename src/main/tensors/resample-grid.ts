/** A grid with another number of samples per axis over the same physical extent. */
import { elementCount } from '@shared/tensor'
import { moveAxis, moveGrid } from './affine'
import type { Grid, TensorPlace } from './grid'
import { planAxis, resampleAxis, type AxisSampling } from './resample-axis'
import { checkSizeLimit } from './size-limit'

/**
 * Resamples every axis to `dims` (last axis first, as Pillow), keeping the outer edges in place.
 * Spacing and affine follow. Errors: tensor/too-large (checked with the largest size in between).
 */
export function resampleGrid(
  grid: Grid,
  dims: readonly number[],
  sampling: AxisSampling & { readonly step: string },
  place: TensorPlace,
): Grid {
  const largest = dims.map((length, axis) => Math.max(length, grid.dims[axis] ?? 1))
  checkSizeLimit([grid.channels, ...largest], sampling.step, place)
  return dims.reduceRight((changed, length, axis) => resampleOneAxis(changed, axis, length, sampling), grid)
}

function resampleOneAxis(grid: Grid, axis: number, to: number, sampling: AxisSampling): Grid {
  const from = grid.dims[axis] ?? 1
  if (from === to) return grid
  const scale = from / to
  const inner = elementCount(grid.dims.slice(axis + 1))
  const scaled = (lengths: readonly number[]): readonly number[] =>
    lengths.map((one, other) => (other === axis ? one * scale : one))
  return {
    channels: grid.channels,
    dims: grid.dims.map((length, other) => (other === axis ? to : length)),
    values: resampleAxis(grid.values, inner, planAxis(from, to, sampling)),
    spacingMm: grid.spacingMm === null ? null : scaled(grid.spacingMm),
    ...(grid.pixelRatio === undefined ? {} : { pixelRatio: scaled(grid.pixelRatio) }),
    ...(grid.directions === undefined ? {} : { directions: grid.directions }),
    ...moveGrid(grid, (affine) =>
      moveAxis(affine, { axis, rank: grid.dims.length, scale, shift: 0.5 * scale - 0.5 }),
    ),
  }
}
