/** 2 of 11: uncompressed little-endian pixels. */
import { AppError } from '@shared/errors'
import { frameBytes, type PixelDescription } from '../pixel-description'
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../transfer-syntax'
import type { PixelCells, PixelDecoder } from './pixel-decoder'

/** Copies cells of 8 or 16 bits; bytes beyond the described frame are padding (PS3.5, 8.1.1). */
export const nativeDecoder: PixelDecoder = {
  transferSyntaxes: [IMPLICIT_LITTLE, EXPLICIT_LITTLE],
  decode: (frame, pixels, file) => {
    const expectedBytes = frameBytes(pixels)
    if (frame.length < expectedBytes) {
      throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes: frame.length })
    }
    const cells = toCells(frame.subarray(0, expectedBytes), pixels)
    return pixels.isPlanar && pixels.samplesPerPixel > 1 ? interleaved(cells, pixels) : cells
  },
}

function toCells(frame: Uint8Array, pixels: PixelDescription): PixelCells {
  if (pixels.bitsAllocated === 8) return frame.slice()
  const cells = new Uint16Array(frame.length / 2)
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  for (let index = 0; index < cells.length; index++) cells[index] = view.getUint16(index * 2, true)
  return cells
}

/** Planes [sample, row, column] -> pixels [row, column, sample]. */
function interleaved(planes: PixelCells, { samplesPerPixel }: PixelDescription): PixelCells {
  const cells = planes.slice()
  const pixelCount = planes.length / samplesPerPixel
  for (let index = 0; index < cells.length; index++) {
    const sample = index % samplesPerPixel
    cells[index] = planes[sample * pixelCount + (index - sample) / samplesPerPixel] ?? 0
  }
  return cells
}
