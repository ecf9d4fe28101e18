/** 2 of 11: the bytes of a NIfTI file, inflated no further than its header allows. */
import { constants, gunzip, gunzipSync } from 'node:zlib'
import { promisify } from 'node:util'
import { AppError } from '@shared/errors'

const gunzipAsync = promisify(gunzip)

/** Compressed bytes that surely hold the header; they can inflate to 17 MB at most (deflate's limit is 1032 : 1). */
const HEAD_COMPRESSED_BYTES = 16_384

/** Some writers pad after the values; more than this is another file than the header describes. */
const SLACK_BYTES = 2 ** 20

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
 * Inflates the whole file; checksum and length of the gzip frame are verified.
 * Errors: nifti/damaged, nifti/longer when it inflates beyond `expectedBytes`.
 */
export async function inflateWhole(
  bytes: Uint8Array,
  expectedBytes: number,
  file: string,
): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes
  try {
    return await gunzipAsync(bytes, { maxOutputLength: expectedBytes + SLACK_BYTES })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AppError('nifti/longer', { file, expectedBytes }, { cause })
    }
    throw new AppError('nifti/damaged', { file, why: 'it does not inflate to its end' }, { cause })
  }
}
