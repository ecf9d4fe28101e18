/** Step window. */
import { AppError } from '@shared/errors'
import { mapGrid, type Grid, type StepOf, type TensorPlace } from '../grid'

/**
 * Clips to a VOI window and maps it to 0..1, in the unit of the values (HU).
 * Source: DICOM PS3.3 C.11.2.1.2.1, function LINEAR: from centre - 0.5 - (width - 1) / 2 to centre - 0.5 + (width - 1) / 2.
 * Errors: tensor/window below width 1.
 */
export function applyWindow(
  grid: Grid,
  { center, width }: StepOf<'window'>,
  { modality }: TensorPlace,
): Grid {
  if (width < 1) throw new AppError('tensor/window', { modality, width })
  const middle = center - 0.5
  const half = (width - 1) / 2
  return mapGrid(grid, (value) => {
    if (value <= middle - half) return 0
    if (value > middle + half) return 1
    return (value - middle) / (width - 1) + 0.5
  })
}
