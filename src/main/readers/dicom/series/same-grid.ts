/** Slices of one volume share one grid; the first that does not is named. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { attributes } from '../headers/attributes'
import type { PixelDescription } from '../pixels/pixel-description'
import type { SliceHeader } from '../headers/slice-header'

export interface DescribedSlice {
  readonly header: SliceHeader
  readonly pixels: PixelDescription
}

/** Digits that scanners write differently from slice to slice; a degree is 0.017, a pixel of another size far more. */
const TOLERANCE = 1e-3

/** Checks size, spacing, orientation and unit of every slice against the first. Errors: dicom/differs. */
export function checkSameGrid(slices: readonly DescribedSlice[]): void {
  const [first, ...others] = slices
  if (first === undefined) return
  for (const other of others) {
    checkNumbers(first, other, 'Rows x Columns', ({ pixels }) => [pixels.rows, pixels.columns], ' x ')
    checkNumbers(first, other, attributes.orientation.name, ({ header }) => header.orientationLps ?? [], ', ')
    checkNumbers(
      first,
      other,
      attributes.pixelSpacing.name,
      ({ header }) => header.pixelSpacingMm ?? [],
      ', ',
    )
    checkWords(first, other, attributes.photometric.name, ({ pixels }) => pixels.photometric)
    checkWords(first, other, attributes.rescaleType.name, ({ header }) => header.unit)
  }
}

function checkNumbers(
  first: DescribedSlice,
  other: DescribedSlice,
  attribute: string,
  read: (slice: DescribedSlice) => readonly number[],
  separator: string,
): void {
  const expected = read(first)
  const found = read(other)
  const fits =
    found.length === expected.length && found.every((n, i) => Math.abs(n - at(expected, i)) <= TOLERANCE)
  if (!fits) throw differs(first, other, attribute, found.join(separator), expected.join(separator))
}

function checkWords(
  first: DescribedSlice,
  other: DescribedSlice,
  attribute: string,
  read: (slice: DescribedSlice) => string,
): void {
  if (read(first) !== read(other)) throw differs(first, other, attribute, read(other), read(first))
}

function differs(
  first: DescribedSlice,
  other: DescribedSlice,
  attribute: string,
  found: string,
  expected: string,
): AppError {
  const files = { file: other.header.file, firstFile: first.header.file }
  return new AppError('dicom/differs', { ...files, attribute, found, expected })
}
