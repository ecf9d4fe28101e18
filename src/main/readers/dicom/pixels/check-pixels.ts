/** Are the pixels of a slice there, and can they be read? Asked before anything is allocated for them. */
import { AppError } from '@shared/errors'
import { attributes } from '../headers/attributes'
import { decoderOf } from './decoders/registry'
import type { DicomDataSet } from '../headers/dicom-data-set'
import type { PixelElement } from './pixel-element'
import { frameBytes, isPacked, toPixelDescription, type PixelDescription } from './pixel-description'

/** Item tag and length of a fragment (PS3.5, A.4). */
const FRAGMENT_HEADER_BYTES = 8

/**
 * Checks the pixels that a header describes. `sizeBytes` counts what was parsed, or the file where that is longer.
 * Errors: those of toPixelDescription; dicom/missing, dicom/unsupported-transfer-syntax, dicom/unsupported, dicom/pixel-bytes,
 * dicom/fragments.
 */
export function checkPixels(dataSet: DicomDataSet, sizeBytes: number): PixelDescription {
  const { file, pixelElement: element } = dataSet
  decoderOf(dataSet)
  const pixels = toPixelDescription(dataSet)
  if (element === null) throw new AppError('dicom/missing', { file, attribute: attributes.pixelData.name })
  if (element.isEncapsulated) checkCompressed(pixels, element, sizeBytes, file)
  else checkUncompressed(pixels, element, sizeBytes, file)
  return pixels
}

/** Every frame has a fragment at least, so that a claim of millions of frames ends here. */
function checkCompressed(
  pixels: PixelDescription,
  { offset }: PixelElement,
  sizeBytes: number,
  file: string,
): void {
  // Streams hold a bit as a number of its own; packed twelves have no stream.
  if (pixels.bitsAllocated === 12) throw unsupported(file, 'compressed cells of 12 bits')
  const mostFrames = Math.max(0, Math.floor((sizeBytes - offset) / FRAGMENT_HEADER_BYTES))
  if (pixels.frames <= mostFrames) return
  const problem = `${pixels.frames} frames are described, but there is room for ${mostFrames} at most`
  throw new AppError('dicom/fragments', { file, problem })
}

function checkUncompressed(
  pixels: PixelDescription,
  element: PixelElement,
  sizeBytes: number,
  file: string,
): void {
  const { photometric, columns, bitsAllocated } = pixels
  const isPaired = photometric.endsWith('_422')
  if (photometric === 'YBR_PARTIAL_420') throw unsupported(file, 'uncompressed YBR_PARTIAL_420')
  if (isPaired && (columns % 2 !== 0 || bitsAllocated !== 8)) {
    throw unsupported(file, `${photometric} with ${columns} columns of ${bitsAllocated} bits`)
  }
  const actualBytes = storedBytes(element, sizeBytes)
  const expectedBytes = allFrameBytes(pixels)
  // Some writers say 4:2:2 and store 4:4:4; taking the first two thirds of that would give a wrong picture.
  const isUnpaired = isPaired && actualBytes >= expectedBytes * 1.5
  if (isUnpaired) throw unsupported(file, `${photometric} with three samples for every pixel`)
  if (actualBytes < expectedBytes) {
    throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes })
  }
}

/** Counts the bytes of pixels that are really in the file. */
export function storedBytes(element: PixelElement, sizeBytes: number): number {
  return Math.max(0, Math.min(element.lengthBytes, sizeBytes - element.offset))
}

/** Frames of packed bits follow each other without a gap (PS3.5, 8.1.1). */
function allFrameBytes(pixels: PixelDescription): number {
  const { rows, columns, frames, bitsAllocated } = pixels
  const isWhole = !isPacked(pixels)
  return isWhole ? frameBytes(pixels) * frames : Math.ceil((rows * columns * frames * bitsAllocated) / 8)
}

function unsupported(file: string, what: string): AppError {
  return new AppError('dicom/unsupported', { file, what })
}
