/** Where one slice lies in patient space. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { attributes } from './attributes'
import type { SliceHeader } from './slice-header'
import { cross, dot, type Lps } from './vector'

export interface SlicePlane {
  /** Position of the first pixel, in mm. */
  readonly position: Lps
  /** Unit vector along a row: x, the column index, grows. */
  readonly rowDirection: Lps
  /** Unit vector along a column: y, the row index, grows. */
  readonly columnDirection: Lps
  /** rowDirection x columnDirection. */
  readonly normal: Lps
  /** Distance between rows and between columns, [y, x] in mm. */
  readonly pixelSpacingMm: readonly [number, number]
}

/** Scanners write direction cosines with few digits; more than this is no rounding. */
const UNIT_TOLERANCE = 0.01

/** Reads the plane of a slice. Errors: dicom/missing, dicom/bad-value. Source: PS3.3 C.7.6.2.1.1. */
export function toSlicePlane(slice: SliceHeader): SlicePlane {
  const place = present(slice, slice.positionLps, attributes.position.name)
  const cosines = present(slice, slice.orientationLps, attributes.orientation.name)
  const spacing = present(slice, slice.pixelSpacingMm, attributes.pixelSpacing.name)
  const rowDirection: Lps = [at(cosines, 0), at(cosines, 1), at(cosines, 2)]
  const columnDirection: Lps = [at(cosines, 3), at(cosines, 4), at(cosines, 5)]
  checkDirections(slice, rowDirection, columnDirection)
  const pixelSpacingMm = [at(spacing, 0), at(spacing, 1)] as const
  if (!pixelSpacingMm.every((mm) => mm > 0)) {
    throw badValue(slice, attributes.pixelSpacing.name, pixelSpacingMm.join(', '), 'distances above 0 mm')
  }
  const normal = cross(rowDirection, columnDirection)
  const position: Lps = [at(place, 0), at(place, 1), at(place, 2)]
  return { position, rowDirection, columnDirection, normal, pixelSpacingMm }
}

function checkDirections(slice: SliceHeader, row: Lps, column: Lps): void {
  const deviations = [dot(row, row) - 1, dot(column, column) - 1, dot(row, column)]
  if (deviations.every((deviation) => Math.abs(deviation) <= UNIT_TOLERANCE)) return
  const found = [...row, ...column].join(', ')
  throw badValue(slice, attributes.orientation.name, found, 'two unit vectors at a right angle')
}

function present(
  slice: SliceHeader,
  numbers: readonly number[] | null,
  attribute: string,
): readonly number[] {
  if (numbers === null) throw new AppError('dicom/missing', { file: slice.file, attribute })
  return numbers
}

function badValue(slice: SliceHeader, attribute: string, found: string, expected: string): AppError {
  return new AppError('dicom/bad-value', { file: slice.file, attribute, found, expected })
}
