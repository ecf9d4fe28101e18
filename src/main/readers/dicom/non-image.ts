/** 2 of 11: DICOM objects that lie among slices but hold no image. */
import { attributes } from './attributes'
import type { DicomDataSet } from './dicom-data-set'

/**
 * SOP classes without pixels (PS3.4 table B.5-1): DICOMDIR, presentation states, waveforms, raw and registration objects,
 * reports and key objects, encapsulated documents, and the radiotherapy objects other than images.
 */
const withoutPixels = [
  '1.2.840.10008.1.3.10',
  '1.2.840.10008.5.1.4.1.1.11.',
  '1.2.840.10008.5.1.4.1.1.9.',
  '1.2.840.10008.5.1.4.1.1.66',
  '1.2.840.10008.5.1.4.1.1.88.',
  '1.2.840.10008.5.1.4.1.1.104.',
  '1.2.840.10008.5.1.4.1.1.481.',
] as const
const STANDARD_ROOT = '1.2.840.10008.'

/**
 * Tells whether a file is (or ought to be) an image. A standard image class that lacks Rows counts as one, so that a file cut
 * short is named instead of being passed over.
 */
export function holdsImage(dataSet: DicomDataSet): boolean {
  if (dataSet.has(attributes.rows) || dataSet.has(attributes.pixelData)) return true
  const sopClass = dataSet.text(attributes.sopClass) ?? STANDARD_ROOT
  return sopClass.startsWith(STANDARD_ROOT) && !withoutPixels.some((root) => sopClass.startsWith(root))
}
