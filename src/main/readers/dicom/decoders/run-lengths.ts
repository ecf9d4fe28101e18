/** 2 of 11: do the run lengths of a frame fit its description? They say nothing about its size themselves. */
import { AppError } from '@shared/errors'
import { frameCells, type PixelDescription } from '../pixel-description'

/** Number of segments and fifteen offsets, 32 bits each. */
const HEADER_BYTES = 64
/** Two bytes stand for up to 128. */
const LARGEST_FACTOR = 64

/**
 * Checks a frame of RLE before anything is allocated for it: one segment per byte of a pixel, and enough runs. Errors:
 * dicom/pixels-unreadable, dicom/pixel-bytes. Source: PS3.5, annex G.
 */
export function checkRunLengths(frame: Uint8Array, pixels: PixelDescription, file: string): void {
  const { bitsAllocated, samplesPerPixel } = pixels
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const segments = frame.length < HEADER_BYTES ? 0 : view.getUint32(0, true)
  if (segments !== (samplesPerPixel * bitsAllocated) / 8) {
    throw new AppError('dicom/pixels-unreadable', { file, codec: 'RLE Lossless' })
  }
  const expectedBytes = (frameCells(pixels) * bitsAllocated) / 8
  const actualBytes = (frame.length - HEADER_BYTES) * LARGEST_FACTOR
  if (actualBytes < expectedBytes)
    throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes })
}
