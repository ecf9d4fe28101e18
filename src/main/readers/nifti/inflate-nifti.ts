/** The bytes of a NIfTI file, inflated no further than its header allows. */
import { constants, createGunzip, gunzipSync } from 'node:zlib'
import { AppError } from '@shared/errors'
import { tellReading } from '../../files/reading'

/** Compressed bytes that surely hold the header; they can inflate to 17 MB at most (deflate's limit is 1032 : 1). */
const HEAD_COMPRESSED_BYTES = 16_384

/** Some writers pad after the values; more than this is another file than the header describes. */
const SLACK_BYTES = 2 ** 20

/** The bytes of one volume and of the whole inflated file, as the header announces them. */
export interface ByteRange {
  readonly start: number
  readonly end: number
  readonly totalBytes: number
}

/** Tells a gzip file by its first two bytes. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Inflates the beginning only, for the header. Errors: nifti/damaged. */
export function inflateHead(bytes: Uint8Array, file: string): Uint8Array {
  if (!isGzip(bytes)) return bytes
  try {
    return gunzipSync(bytes.subarray(0, HEAD_COMPRESSED_BYTES), { finishFlush: constants.Z_SYNC_FLUSH })
  } catch (cause) {
    throw new AppError('nifti/damaged', { file, why: 'it does not inflate' }, { cause })
  }
}

/**
 * Returns the bytes of `range`, inflating the whole file and keeping only them; checksum and length of the gzip frame are verified.
 * Errors: nifti/size when the file ends before `totalBytes`, nifti/damaged, nifti/longer when it inflates beyond them.
 */
export async function inflateRange(bytes: Uint8Array, range: ByteRange, file: string): Promise<Uint8Array> {
  const { kept, inflatedBytes } = isGzip(bytes)
    ? await keepRange(bytes, range, file)
    : { kept: bytes.subarray(range.start, range.end), inflatedBytes: bytes.length }
  if (inflatedBytes < range.totalBytes) {
    const sizes = { expectedBytes: range.totalBytes, actualBytes: inflatedBytes }
    throw new AppError('nifti/size', { file, ...sizes })
  }
  return kept
}

async function keepRange(
  bytes: Uint8Array,
  { start, end, totalBytes }: ByteRange,
  file: string,
): Promise<{ kept: Uint8Array; inflatedBytes: number }> {
  const pieces: Uint8Array[] = []
  let position = 0
  try {
    const inflating = createGunzip()
    inflating.end(bytes)
    for await (const piece of inflating as AsyncIterable<Uint8Array>) {
      const from = Math.max(0, start - position)
      const to = Math.min(piece.length, end - position)
      if (from < to) pieces.push(piece.subarray(from, to))
      position += piece.length
      tellReading('bytes', Math.min(position, totalBytes), totalBytes)
      if (position > totalBytes + SLACK_BYTES) break
    }
  } catch (cause) {
    throw new AppError('nifti/damaged', { file, why: 'it does not inflate to its end' }, { cause })
  }
  if (position > totalBytes + SLACK_BYTES) {
    throw new AppError('nifti/longer', { file, expectedBytes: totalBytes })
  }
  return { kept: Buffer.concat(pieces), inflatedBytes: position }
}
