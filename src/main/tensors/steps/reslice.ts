/** Step reslice. */
import { AppError } from '@shared/errors'
import type { Grid, StepOf, TensorPlace } from '../grid'
import { toLps } from '@shared/picture/lps'
import { resliceGrid } from '../reslice-grid'

const directions: Readonly<Record<string, readonly [number, number, number]>> = {
  L: [1, 0, 0],
  R: [-1, 0, 0],
  P: [0, 1, 0],
  A: [0, -1, 0],
  S: [0, 0, 1],
  I: [0, 0, -1],
}

/**
 * Puts a volume on a grid of its own in patient space: `size` voxels of `spacingMm`, [z, y, x], along `axes`, around `center`.
 * Errors: tensor/no-orientation, tensor/axes, tensor/too-large.
 */
export function reslice(grid: Grid, step: StepOf<'reslice'>, place: TensorPlace): Grid {
  const { affineLps } = grid
  if (affineLps === null || grid.dims.length !== 3) throw new AppError('tensor/no-orientation', { ...place })
  const [depth = 1, height = 1, width = 1] = grid.dims
  const center =
    step.center === 'image'
      ? toLps(affineLps, [(width - 1) / 2, (height - 1) / 2, (depth - 1) / 2])
      : step.center
  const target = { dims: step.size, affineLps: targetAffine(step, center, place) }
  return resliceGrid(grid, target, step, place)
}

function targetAffine(
  { size, spacingMm, axes }: StepOf<'reslice'>,
  center: readonly number[],
  { modality }: TensorPlace,
): readonly number[] {
  // Columns x, y, z; size and spacing run z, y, x.
  const steps = [0, 1, 2].map((column) => {
    const direction = directions[axes.charAt(column)] ?? [0, 0, 0]
    return direction.map((part) => part * (spacingMm[2 - column] ?? 1))
  })
  const used = new Set(steps.map((step) => step.findIndex((part) => part !== 0)))
  if (used.size !== 3) throw new AppError('tensor/axes', { modality, axes })
  const origin = (row: number): number =>
    steps.reduce(
      (at, step, column) => at - ((step[row] ?? 0) * ((size[2 - column] ?? 1) - 1)) / 2,
      center[row] ?? 0,
    )
  const rows = [0, 1, 2].flatMap((row) => [...steps.map((step) => step[row] ?? 0), origin(row)])
  return [...rows, 0, 0, 0, 1]
}
