/** 2 of 11: compressed pixels, by the WebAssembly decoders of dcmjs-imaging. */
import imaging from 'dcmjs-imaging'
import { AppError } from '@shared/errors'
import { attributes } from '../attributes'
import { frameCells, type PixelDescription } from '../pixel-description'
import { RLE, transferSyntaxName } from '../transfer-syntax'
import { hasJpegEnd } from './jpeg-header'
import { toCodedImage, type CodedImage } from './coded-image'
import type { PixelCells, PixelDecoder } from './pixel-decoder'
import { checkRunLengths } from './run-lengths'
import { toCells } from './to-cells'

const { NativePixelDecoder: codec } = imaging

type CodecName = 'decodeRle' | 'decodeJpeg' | 'decodeJpegLs' | 'decodeJpeg2000'

/** RLE, JPEG (baseline, extended, lossless), JPEG-LS, JPEG 2000 and its high-throughput variant. */
export const codecDecoders: readonly PixelDecoder[] = [
  toDecoder('decodeRle', [RLE]),
  toDecoder('decodeJpeg', ['50', '51', '57', '70'].map(toJpegUid)),
  toDecoder('decodeJpegLs', ['80', '81'].map(toJpegUid)),
  toDecoder('decodeJpeg2000', ['90', '91', '201', '202', '203'].map(toJpegUid)),
]

/** JPEG and JPEG-LS begin with ff d8. */
const JPEG_SECOND_BYTE = 0xd8

let loading: Promise<void> | null = null

function toJpegUid(last: string): string {
  return `1.2.840.10008.1.2.4.${last}`
}

function toDecoder(name: CodecName, transferSyntaxes: readonly string[]): PixelDecoder {
  const codecName = transferSyntaxName(transferSyntaxes[0] ?? '')
  return {
    transferSyntaxes,
    decode: async (frame, pixels, file) => {
      if (name === 'decodeRle') checkRunLengths(frame, pixels, file)
      const coded = name === 'decodeRle' ? null : checkedCodedImage(frame, pixels, file, codecName)
      const stored = coded === null ? pixels : asCoded(pixels, coded)
      loading ??= codec.initializeAsync({ logNativeDecodersMessages: false })
      await loading
      const bytes = decodeFrame(name, frame, stored, file, codecName)
      const expectedBytes = (frameCells(stored) * stored.bitsAllocated) / 8
      if (bytes.length !== expectedBytes) {
        throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes: bytes.length })
      }
      const cells = toCells(bytes, stored, true)
      return coded?.isSigned === true ? widenSigned(cells, stored, pixels) : cells
    },
  }
}

/** A decoder allocates what the stream says, so the stream must say what was checked. */
function checkedCodedImage(
  frame: Uint8Array,
  pixels: PixelDescription,
  file: string,
  codecName: string,
): CodedImage {
  const coded = toCodedImage(frame)
  if (coded === null) throw new AppError('dicom/pixels-unreadable', { file, codec: codecName })
  if (frame[1] === JPEG_SECOND_BYTE && !hasJpegEnd(frame)) {
    throw new AppError('dicom/fragments', { file, problem: 'a JPEG image is cut short' })
  }
  const { columns, rows, samples, bits } = coded
  const isSameSize = columns === pixels.columns && (rows === pixels.rows || rows === 0)
  if (!isSameSize || samples !== pixels.samplesPerPixel) {
    const described = [pixels.columns, pixels.rows, pixels.samplesPerPixel]
    throw new AppError('dicom/coded-size', { file, described, coded: [columns, rows, samples] })
  }
  if (bits <= pixels.bitsAllocated) return coded
  const attribute = attributes.bitsAllocated.name
  const expected = `at least the ${bits} bits of its compressed image`
  throw new AppError('dicom/bad-value', { file, attribute, found: String(pixels.bitsAllocated), expected })
}

/** The codec writes cells as wide as the stream needs, so it must not be told the wider ones of the header. */
function asCoded(pixels: PixelDescription, { bits }: CodedImage): PixelDescription {
  const bitsAllocated = bits <= 8 ? 8 : bits <= 16 ? 16 : 32
  return { ...pixels, bitsAllocated, bitsStored: Math.min(pixels.bitsStored, bitsAllocated) }
}

/** Copies the sign into the bits that the header allocates above those of the stream. */
function widenSigned(cells: PixelCells, from: PixelDescription, to: PixelDescription): PixelCells {
  if (from.bitsAllocated >= to.bitsAllocated) return cells
  const unused = 32 - from.bitsAllocated
  return Uint32Array.from(cells, (cell) => (cell << unused) >> unused)
}

function decodeFrame(
  name: CodecName,
  frame: Uint8Array,
  pixels: PixelDescription,
  file: string,
  codecName: string,
): Uint8Array {
  try {
    return codec[name](toEncodedPixel(pixels), frame)
  } catch (cause) {
    // An instance that has thrown keeps a broken stack and fails for every later frame: the next frame gets a new one.
    loading = null
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
