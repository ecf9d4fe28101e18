/** 2 of 11: compressed pixels, by the WebAssembly decoders of dcmjs-imaging. */
import imaging from 'dcmjs-imaging'
import { AppError } from '@shared/errors'
import { frameCells, type PixelDescription } from '../pixel-description'
import { RLE, transferSyntaxName } from '../transfer-syntax'
import type { PixelDecoder } from './pixel-decoder'
import { toCells } from './to-cells'

const { NativePixelDecoder: codec } = imaging

type CodecName = 'decodeRle' | 'decodeJpeg' | 'decodeJpegLs' | 'decodeJpeg2000'

const codecs: Readonly<Record<CodecName, readonly string[]>> = {
  decodeRle: [RLE],
  decodeJpeg: ['50', '51', '57', '70'].map(toJpegUid),
  decodeJpegLs: ['80', '81'].map(toJpegUid),
  decodeJpeg2000: ['90', '91', '201', '202', '203'].map(toJpegUid),
}

/** RLE, JPEG (baseline, extended, lossless), JPEG-LS, JPEG 2000 and its high-throughput variant. */
export const codecDecoders: readonly PixelDecoder[] = [
  toDecoder('decodeRle'),
  toDecoder('decodeJpeg'),
  toDecoder('decodeJpegLs'),
  toDecoder('decodeJpeg2000'),
]

let loading: Promise<void> | null = null

function toJpegUid(last: string): string {
  return `1.2.840.10008.1.2.4.${last}`
}

function toDecoder(name: CodecName): PixelDecoder {
  const transferSyntaxes = codecs[name]
  return {
    transferSyntaxes,
    decode: async (frame, pixels, file) => {
      loading ??= codec.initializeAsync({ logNativeDecodersMessages: false })
      await loading
      const bytes = decodeFrame(name, frame, pixels, file)
      const expectedBytes = (frameCells(pixels) * pixels.bitsAllocated) / 8
      if (bytes.length !== expectedBytes) {
        throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes: bytes.length })
      }
      return toCells(bytes, pixels, true)
    },
  }
}

function decodeFrame(name: CodecName, frame: Uint8Array, pixels: PixelDescription, file: string): Uint8Array {
  try {
    return codec[name](toEncodedPixel(pixels), frame)
  } catch (cause) {
    const codecName = transferSyntaxName(codecs[name][0] ?? '')
    throw new AppError('dicom/pixels-unreadable', { file, codec: codecName }, { cause })
  }
}

function toEncodedPixel(pixels: PixelDescription) {
  return {
    getWidth: () => pixels.columns,
    getHeight: () => pixels.rows,
    getBitsAllocated: () => pixels.bitsAllocated,
    getBitsStored: () => pixels.bitsStored,
    getSamplesPerPixel: () => pixels.samplesPerPixel,
    getPixelRepresentation: () => (pixels.isSigned ? 1 : 0),
    // Asks for samples pixel by pixel, whatever the file says: the codec reads this flag the other way round.
    getPlanarConfiguration: () => 1,
    getPhotometricInterpretation: () => pixels.photometric,
  }
}
