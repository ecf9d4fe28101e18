/** Uncompressed pixels. */
import { AppError } from '@shared/errors'
import { frameBytes, frameCells, type PixelDescription } from '../pixel-description'
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from '../../headers/transfer-syntax'
import type { PixelCells, PixelDecoder } from './pixel-decoder'
import { interleave, toCells } from './to-cells'
import { unpackBits } from './unpack-bits'

/** Little endian; a deflated data set is inflated before. */
export const nativeDecoder: PixelDecoder = {
  transferSyntaxes: [IMPLICIT_LITTLE, EXPLICIT_LITTLE, DEFLATED],
  decode: (frame, pixels, file) => decodeNative(frame, pixels, file, true),
}

/** Big endian, retired since 2006 and still in archives. */
export const bigEndianDecoder: PixelDecoder = {
  transferSyntaxes: [EXPLICIT_BIG],
  decode: (frame, pixels, file) => decodeNative(frame, pixels, file, false),
}

/** Copies cells; bytes beyond the described frame are padding (PS3.5, 8.1.1). */
function decodeNative(
  frame: Uint8Array,
  pixels: PixelDescription,
  file: string,
  isLittleEndian: boolean,
): PixelCells {
  const expectedBytes = frameBytes(pixels)
  if (frame.length < expectedBytes) {
    throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes: frame.length })
  }
  const bytes = frame.subarray(0, expectedBytes)
  if (pixels.bitsAllocated === 1) return unpackBits(bytes, frameCells(pixels))
  if (pixels.bitsAllocated === 12) return unpackTwelve(bytes, frameCells(pixels))
  const cells = toCells(bytes, pixels, isLittleEndian)
  if (pixels.photometric.endsWith('_422')) return spreadColour(cells)
  return pixels.isPlanar && pixels.samplesPerPixel > 1 ? interleave(cells, pixels.samplesPerPixel) : cells
}

/** Three bytes hold two cells, low bits first (PS3.5, annex D). */
function unpackTwelve(bytes: Uint8Array, count: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, index) => {
    const at = (index >> 1) * 3 + (index & 1)
    const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    return index % 2 === 0 ? pair & 0xfff : pair >> 4
  })
}

/** Y1 Y2 Cb Cr for two pixels -> Y Cb Cr for each (PS3.3 C.7.6.3.1.2). */
function spreadColour(cells: PixelCells): PixelCells {
  const spread = new Uint8Array((cells.length / 2) * 3)
  for (let pair = 0; pair * 4 < cells.length; pair += 1) {
    const [y1 = 0, y2 = 0, cb = 0, cr = 0] = cells.subarray(pair * 4, pair * 4 + 4)
    spread.set([y1, cb, cr, y2, cb, cr], pair * 6)
  }
  return spread
}
