/** 2 of 11: are the pixels of a slice there, and can they be read? Asked before anything is allocated for them. */
import { AppError } from '@shared/errors'
import { attributes } from './attributes'
import { decoderOf } from './decoders/registry'
import type { DicomDataSet, PixelElement } from './dicom-data-set'
import { frameBytes, toPixelDescription, type PixelDescription } from './pixel-description'

/**
 * Checks the pixels that a header describes. `sizeBytes` counts what was parsed, or the file where that is longer.
 * Errors: those of toPixelDescription; dicom/missing, dicom/unsupported-transfer-syntax, dicom/pixel-bytes.
 */
export function checkPixels(dataSet: DicomDataSet, sizeBytes: number): PixelDescription {
  const { file, pixelElement: element } = dataSet
  decoderOf(dataSet)
  const pixels = toPixelDescription(dataSet)
  if (element === null) throw new AppError('dicom/missing', { file, attribute: attributes.pixelData.name })
  if (!element.isEncapsulated) {
    const actualBytes = storedBytes(element, sizeBytes)
    const expectedBytes = allFrameBytes(pixels)
    if (actualBytes < expectedBytes) {
      throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes })
    }
  }
  return pixels
}

/** Counts the bytes of pixels that are really in the file. */
export function storedBytes(element: PixelElement, sizeBytes: number): number {
  return Math.max(0, Math.min(element.lengthBytes, sizeBytes - element.offset))
}

/** Frames of packed bits follow each other without a gap (PS3.5, 8.1.1). */
function allFrameBytes(pixels: PixelDescription): number {
  const { rows, columns, frames, bitsAllocated } = pixels
  return bitsAllocated === 1 ? Math.ceil((rows * columns * frames) / 8) : frameBytes(pixels) * frames
}
