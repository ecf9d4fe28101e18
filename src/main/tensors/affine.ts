/** What a change of the voxel grid does to its 4 x 4 index-to-LPS matrix (row-major). */
import type { Grid } from './grid'

/** Column of the matrix for a spatial axis: dims run z, y, x while the matrix takes x, y, z. */
function columnOf(axis: number, rank: number): number {
  return rank - 1 - axis
}

/**
 * Follows old index = new index * `scale` + `shift` along one spatial axis.
 * `axis` counts the dims [depth, height, width]; `rank` is their number.
 */
export function moveAxis(
  affine: readonly number[],
  axis: { readonly axis: number; readonly rank: number; readonly scale: number; readonly shift: number },
): readonly number[] {
  const column = columnOf(axis.axis, axis.rank)
  const moved = [...affine]
  for (let row = 0; row < 3; row += 1) {
    const step = affine[row * 4 + column] ?? 0
    moved[row * 4 + 3] = (affine[row * 4 + 3] ?? 0) + step * axis.shift
    moved[row * 4 + column] = step * axis.scale
  }
  return moved
}

/** Moves all that says where a grid lies. */
export function moveGrid(
  { affineLps, inFile }: Pick<Grid, 'affineLps' | 'inFile'>,
  move: (affine: readonly number[]) => readonly number[],
): Pick<Grid, 'affineLps' | 'inFile'> {
  return {
    affineLps: affineLps === null ? null : move(affineLps),
    ...(inFile === undefined ? {} : { inFile: move(inFile) }),
  }
}
