/** Do the run lengths of a frame give all of its pixels? The decoder would fill what is missing. */
import { AppError } from '@shared/errors'
import { frameCells, type PixelDescription } from '../pixel-description'

/** Number of segments and fifteen offsets, 32 bits each. */
const HEADER_BYTES = 64
/** Stands for no run at all. */
const NOTHING = 128

/**
 * Checks a frame of RLE before anything is allocated for it: one segment per byte of a pixel, each with all its bytes. Errors:
 * dicom/pixels-unreadable, dicom/pixel-bytes. Source: PS3.5, annex G.
 */
export function checkRunLengths(frame: Uint8Array, pixels: PixelDescription, file: string): void {
  const starts = segmentStarts(frame)
  const planeBytes = pixels.rows * pixels.columns
  if (starts.length !== (pixels.samplesPerPixel * pixels.bitsAllocated) / 8) {
    throw new AppError('dicom/pixels-unreadable', { file, codec: 'RLE Lossless' })
  }
  const lengths = starts.map((start, index) =>
    Math.min(planeBytes, runBytes(frame, start, starts[index + 1] ?? frame.length)),
  )
  const actualBytes = lengths.reduce((sum, length) => sum + length, 0)
  const expectedBytes = (frameCells(pixels) * pixels.bitsAllocated) / 8
  if (actualBytes < expectedBytes)
    throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes })
}

/** Counts the bytes that all runs of a frame stand for. */
export function countRunBytes(frame: Uint8Array): number {
  const starts = segmentStarts(frame)
  return starts.reduce(
    (sum, start, index) => sum + runBytes(frame, start, starts[index + 1] ?? frame.length),
    0,
  )
}

function segmentStarts(frame: Uint8Array): number[] {
  if (frame.length < HEADER_BYTES) return []
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const count = Math.min(view.getUint32(0, true), HEADER_BYTES / 4 - 1)
  return Array.from({ length: count }, (_, index) => view.getUint32((index + 1) * 4, true))
}

/** Counts the bytes that the whole runs of a segment stand for. */
function runBytes(frame: Uint8Array, start: number, end: number): number {
  let total = 0
  let at = start
  while (at < end) {
    const control = frame[at] ?? NOTHING
    const isCopy = control < NOTHING
    at += isCopy ? control + 2 : control === NOTHING ? 1 : 2
    if (at > end) break
    total += isCopy ? control + 1 : control === NOTHING ? 0 : 257 - control
  }
  return total
}
