/** A rectangle of one grid written into another; crop and pad are both this. */
import { elementCount } from '@shared/tensor'
import { moveAxis, moveGrid } from './affine'
import { newValues, type Grid } from './grid'

/**
 * Cuts or extends a grid to `dims`; new index + `offset` = old index, per spatial axis (negative when padding).
 * What lies outside the old grid becomes `value`. Affine follows; spacing stays.
 */
export function placeGrid(
  grid: Grid,
  dims: readonly number[],
  offset: readonly number[],
  value: number,
): Grid {
  const perChannel = elementCount(dims)
  const values = newValues(grid, grid.channels * perChannel)
  const oldPerChannel = elementCount(grid.dims)
  for (let index = 0; index < perChannel && values.length > 0; index += 1) {
    const old = oldIndex(index, dims, grid.dims, offset)
    for (let channel = 0; channel < grid.channels; channel += 1) {
      values[channel * perChannel + index] =
        old === null ? value : (grid.values[channel * oldPerChannel + old] ?? value)
    }
  }
  const move = (affine: readonly number[]): readonly number[] =>
    offset.reduce(
      (moved, shift, axis) => moveAxis(moved, { axis, rank: dims.length, scale: 1, shift }),
      affine,
    )
  return { ...grid, dims, values, ...moveGrid(grid, move) }
}

/** Splits a flat index by `dims`, shifts it, and joins it again by `oldDims`; null outside. */
function oldIndex(
  index: number,
  dims: readonly number[],
  oldDims: readonly number[],
  offset: readonly number[],
): number | null {
  let rest = index
  let old = 0
  let stride = 1
  for (let axis = dims.length - 1; axis >= 0; axis -= 1) {
    const length = dims[axis] ?? 1
    const position = (rest % length) + (offset[axis] ?? 0)
    rest = Math.floor(rest / length)
    if (position < 0 || position >= (oldDims[axis] ?? 0)) return null
    old += position * stride
    stride *= oldDims[axis] ?? 1
  }
  return old
}
