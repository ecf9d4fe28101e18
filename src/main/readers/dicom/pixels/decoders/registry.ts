/** Which decoder reads which transfer syntax. */
import { AppError } from '@shared/errors'
import type { DicomDataSet } from '../../headers/dicom-data-set'
import { transferSyntaxName } from '../../headers/transfer-syntax'
import { codecDecoders } from './codec-decoders'
import { bigEndianDecoder, nativeDecoder } from './native-decoder'
import type { PixelDecoder } from './pixel-decoder'

const decoders: readonly PixelDecoder[] = [nativeDecoder, bigEndianDecoder, ...codecDecoders]

/**
 * Finds the decoder of the pixels of a data set. Pixels of a counted length are uncompressed (PS3.5, A.4), even where the transfer
 * syntax promises compression. Errors: dicom/unsupported-transfer-syntax.
 */
export function decoderOf({ transferSyntax, pixelElement, file }: DicomDataSet): PixelDecoder {
  const decoder = decoderFor(transferSyntax, file)
  const isCompressed = codecDecoders.includes(decoder)
  return isCompressed && pixelElement?.isEncapsulated === false ? nativeDecoder : decoder
}

/** Finds the decoder of a transfer syntax. Errors: dicom/unsupported-transfer-syntax with its UID and name. */
export function decoderFor(uid: string, file: string): PixelDecoder {
  const decoder = decoders.find(({ transferSyntaxes }) => transferSyntaxes.includes(uid))
  if (decoder !== undefined) return decoder
  // The text of a damaged file can be anything, so only what looks like a UID is repeated.
  const shown = /^[\d.]{1,64}$/.test(uid) ? uid : 'no UID'
  throw new AppError('dicom/unsupported-transfer-syntax', { file, uid: shown, name: transferSyntaxName(uid) })
}
