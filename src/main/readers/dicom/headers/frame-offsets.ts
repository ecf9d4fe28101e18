/** How far the frames of a file without functional groups lie along their normal. */
import { AppError } from '@shared/errors'
import { attributes, type Attribute } from './attributes'
import type { DicomDataSet } from './dicom-data-set'
import type { SliceHeader } from './slice-header'

/**
 * Reads the distance of every frame along row x column, in mm; null when the file does not say it. Errors: dicom/frames-differ,
 * dicom/bad-value, dicom/missing. Source: PS3.3 C.8.8.3.2 (GridFrameOffsetVector), C.8.6.3 (SliceLocationVector), C.8.4.8 and
 * C.8.4.15 (SliceVector; the sign of SpacingBetweenSlices is the direction).
 */
export function toFrameOffsets(
  dataSet: DicomDataSet,
  { sliceSpacingMm }: SliceHeader,
  frames: number,
): readonly number[] | null {
  const doses = dataSet.numbers(attributes.doseOffsets)
  if (doses !== null) return checked(dataSet, attributes.doseOffsets, doses, frames)
  const locations = dataSet.numbers(attributes.sliceLocations)
  if (locations !== null) return checked(dataSet, attributes.sliceLocations, locations, frames)
  const numbers = dataSet.uint16s(attributes.sliceVector)
  if (numbers === null || !isTomographic(dataSet)) return null
  if (sliceSpacingMm === null) {
    throw new AppError('dicom/missing', {
      file: dataSet.file,
      attribute: attributes.spacingBetweenSlices.name,
    })
  }
  return checked(dataSet, attributes.sliceVector, numbers, frames).map((one) => (one - 1) * sliceSpacingMm)
}

/** Projections and dynamic frames have slice vectors too, but do not stack to a volume. */
function isTomographic(dataSet: DicomDataSet): boolean {
  return dataSet.text(attributes.imageType)?.split('\\')[2]?.startsWith('RECON') ?? false
}

function checked(
  { file }: DicomDataSet,
  attribute: Attribute,
  offsets: readonly number[],
  frames: number,
): readonly number[] {
  if (offsets.length === frames) return offsets
  throw new AppError('dicom/frames-differ', {
    file,
    attribute: attribute.name,
    frames,
    found: offsets.length,
  })
}
