/** What a change of the voxel grid does to its 4 x 4 index-to-LPS matrix (row-major). */

/** Column of the matrix for a spatial axis: dims run z, y, x while the matrix takes x, y, z. */
function columnOf(axis: number, rank: number): number {
  return rank - 1 - axis
}

/**
 * Follows old index = new index * `scale` + `shift` along one spatial axis.
 * `axis` counts the dims [depth, height, width]; `rank` is their number.
 */
export function moveAxis(
  affine: readonly number[] | null,
  axis: { readonly axis: number; readonly rank: number; readonly scale: number; readonly shift: number },
): readonly number[] | null {
  if (affine === null) return null
  const column = columnOf(axis.axis, axis.rank)
  const moved = [...affine]
  for (let row = 0; row < 3; row += 1) {
    const step = affine[row * 4 + column] ?? 0
    moved[row * 4 + 3] = (affine[row * 4 + 3] ?? 0) + step * axis.shift
    moved[row * 4 + column] = step * axis.scale
  }
  return moved
}
