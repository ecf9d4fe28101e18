/** The samples of a PNG, inflated no further than its header allows. */
import { inflateSync } from 'node:zlib'
import { decode } from 'fast-png'
import { AppError } from '@shared/errors'
import { interlacedSamples } from './interlaced-samples'
import { PNG_SIGNATURE_BYTES, type PngChunks } from './png-chunks'
import { scanLineBytes } from './png-size'
import { unpackSamples } from './unpack-samples'

/**
 * Returns [height, width, samples] as stored, one number per sample whatever its bits; a palette has indices.
 * Errors: image/damaged, image/size.
 */
export function pngSamples(
  bytes: Uint8Array,
  chunks: PngChunks,
  samplesPerPixel: number,
  file: string,
): ArrayLike<number> {
  const inflated = inflateChecked(chunks, samplesPerPixel, file)
  const { width, height, bitDepth, interlaced } = chunks.header
  try {
    if (interlaced && bitDepth < 8) return interlacedSamples(inflated, chunks.header)
    const signature = bytes.subarray(0, PNG_SIGNATURE_BYTES)
    const stored = decode(Buffer.concat([signature, ...chunks.needed])).data
    return bitDepth < 8 ? unpackSamples(Uint8Array.from(stored), width, height, bitDepth) : stored
  } catch (cause) {
    throw damaged(file, 'a chunk or a scan line contradicts the format', cause)
  }
}

/** The decoder pads what is missing and has no limit on what is too much, so the length is settled first. */
function inflateChecked(chunks: PngChunks, samplesPerPixel: number, file: string): Uint8Array {
  const expectedBytes = scanLineBytes(chunks.header, samplesPerPixel)
  let inflated: Uint8Array
  try {
    inflated = inflateSync(Buffer.concat(chunks.imageData), { maxOutputLength: expectedBytes })
  } catch (cause) {
    throw damaged(file, 'its image data does not inflate to the announced size', cause)
  }
  if (inflated.length === expectedBytes) return inflated
  throw new AppError('image/size', { file, format: 'PNG', expectedBytes, actualBytes: inflated.length })
}

function damaged(file: string, why: string, cause: unknown): AppError {
  return new AppError('image/damaged', { file, format: 'PNG', why }, { cause })
}
