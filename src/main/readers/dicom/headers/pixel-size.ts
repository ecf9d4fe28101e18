/** How high and wide the pixels of a DICOM image are. */
import { isAppError } from '@shared/errors'
import type { PixelSize } from '../../source-value'
import { attributes, type Attribute } from './attributes'
import type { DicomDataSet } from './dicom-data-set'
import type { SliceHeader } from './slice-header'

type Pair = readonly [number, number]

/**
 * Finds the size of a pixel: in the patient (PixelSpacing; ImagerPixelSpacing over the magnification), on the detector or the
 * scanned film (with a doubt), or the ratio of height to width alone; null where the file has none of them. What is no pair of positive
 * numbers counts as absent: an image can be read without it. Source: PS3.3 10.7.1, C.8.11.4, C.8.1.3, C.7.6.3.1.7.
 */
export function toPixelSize(dataSet: DicomDataSet, { pixelSpacingMm }: SliceHeader): PixelSize | null {
  const inPatient = toPair(pixelSpacingMm)
  if (inPatient !== null) return { size: inPatient, unit: 'mm' }
  const onDetector = pairOf(dataSet, attributes.imagerSpacing)
  if (onDetector !== null) return fromDetector(dataSet, onDetector)
  const scanned = pairOf(dataSet, attributes.scannedSpacing)
  if (scanned !== null) return doubted(dataSet, scanned, attributes.scannedSpacing)
  const ratio = pairOf(dataSet, attributes.pixelAspect)
  return ratio === null ? null : { size: ratio, unit: 'ratio' }
}

/** The beam widens, so what lies in the patient is shown larger on the detector. */
function fromDetector(dataSet: DicomDataSet, [height, width]: Pair): PixelSize {
  const factor = numbersOf(dataSet, attributes.magnification)?.[0] ?? 0
  if (factor > 0) return { size: [height / factor, width / factor], unit: 'mm' }
  return doubted(dataSet, [height, width], attributes.imagerSpacing)
}

function doubted({ file }: DicomDataSet, size: Pair, { name }: Attribute): PixelSize {
  return { size, unit: 'mm', doubt: { code: 'dicom/not-in-patient', details: { file, attribute: name } } }
}

function pairOf(dataSet: DicomDataSet, attribute: Attribute): Pair | null {
  return toPair(numbersOf(dataSet, attribute))
}

function toPair(numbers: readonly number[] | null): Pair | null {
  const [height = 0, width = 0, ...others] = numbers ?? []
  return height > 0 && width > 0 && others.length === 0 ? [height, width] : null
}

function numbersOf(dataSet: DicomDataSet, attribute: Attribute): readonly number[] | null {
  try {
    return dataSet.numbers(attribute)
  } catch (thrown) {
    if (isAppError(thrown)) return null
    throw thrown
  }
}
