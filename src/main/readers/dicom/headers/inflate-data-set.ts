/** A deflated data set -> the same bytes uncompressed. */
import { inflateRawSync } from 'node:zlib'
import { AppError } from '@shared/errors'

/** Deflated files can grow a thousandfold, so they get less room than others. */
const MAX_INFLATED_BYTES = 2 ** 29

/**
 * Unpacks everything behind the meta header, which is one deflated stream (PS3.5, A.5).
 * Errors: dicom/inflated-size beyond the limit; whatever zlib throws for a damaged stream.
 */
export function inflateDataSet(body: Uint8Array, file: string, limitBytes = MAX_INFLATED_BYTES): Uint8Array {
  try {
    const inflated = inflateRawSync(body, { maxOutputLength: limitBytes })
    return new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.length)
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new AppError('dicom/inflated-size', { file, limitBytes })
    throw thrown
  }
}
