/** Compressed pixels, by the WebAssembly decoders of dcmjs-imaging. */
import { AppError } from '@shared/errors'
import { countScans, MAX_SCANS } from '../../../jpeg/count-scans'
import { attributes } from '../../headers/attributes'
import { frameCells, type PixelDescription } from '../pixel-description'
import { RLE } from '../../headers/transfer-syntax'
import { codecName, decodeByCodec, type CodecName } from './codec'
import { toCodedImage, type CodedImage } from './coded-image'
import { decodeJpegLsFrame } from './jpeg-ls/decode-jpeg-ls-frame'
import { hasJpegEnd } from './jpeg-header'
import type { PixelCells, PixelDecoder } from './pixel-decoder'
import { checkRunLengths, countRunBytes } from './run-lengths'
import { unpackBits } from './unpack-bits'

/** RLE, JPEG (baseline, extended, lossless), JPEG-LS, JPEG 2000 and its high-throughput variant. */
export const codecDecoders: readonly PixelDecoder[] = [
  { transferSyntaxes: [RLE], decode: decodeRunLengths },
  toDecoder('decodeJpeg', ['50', '51', '57', '70'].map(toJpegUid)),
  toDecoder('decodeJpegLs', ['80', '81'].map(toJpegUid)),
  toDecoder('decodeJpeg2000', ['90', '91', '201', '202', '203'].map(toJpegUid)),
]

/** JPEG and JPEG-LS begin with ff d8. */
const JPEG_SECOND_BYTE = 0xd8

function toJpegUid(last: string): string {
  return `1.2.840.10008.1.2.4.${last}`
}

function toDecoder(name: CodecName, transferSyntaxes: readonly string[]): PixelDecoder {
  return {
    transferSyntaxes,
    decode: async (frame, pixels, file) => {
      const coded = checkedCodedImage(frame, pixels, file, name)
      const stored = asCoded(pixels, coded)
      const cells =
        name === 'decodeJpegLs'
          ? await decodeJpegLsFrame(frame, stored, file)
          : await decodeByCodec(name, frame, stored, file)
      return coded.isSigned ? widenSigned(cells, stored, pixels) : cells
    },
  }
}

async function decodeRunLengths(
  frame: Uint8Array,
  pixels: PixelDescription,
  file: string,
): Promise<PixelCells> {
  const packed = packedBytes(frame, pixels)
  const inBytes: PixelDescription = packed ?? (isBinary(pixels) ? inWholeBytes(pixels) : pixels)
  checkRunLengths(frame, inBytes, file)
  const cells = await decodeByCodec('decodeRle', frame, inBytes, file)
  return packed === null ? cells : unpackBits(Uint8Array.from(cells), frameCells(pixels))
}

/**
 * Describes run lengths of bytes that hold eight pixels of one bit each; null for others. By the standard such a pixel takes a byte
 * of its own (PS3.5, G.2), but writers also pack them; how many bytes the runs stand for tells.
 */
function packedBytes(frame: Uint8Array, pixels: PixelDescription): PixelDescription | null {
  const columns = Math.ceil(frameCells(pixels) / 8)
  // Some pad to an even number of bytes before they encode.
  const isPacked = isBinary(pixels) && [columns, columns + 1].includes(countRunBytes(frame))
  return isPacked && columns + 1 < frameCells(pixels) ? { ...inWholeBytes(pixels), rows: 1, columns } : null
}

function isBinary({ bitsAllocated }: PixelDescription): boolean {
  return bitsAllocated === 1
}

function inWholeBytes(pixels: PixelDescription): PixelDescription {
  return { ...pixels, bitsAllocated: 8 }
}

/** A decoder allocates what the stream says, so the stream must say what was checked. */
function checkedCodedImage(
  frame: Uint8Array,
  pixels: PixelDescription,
  file: string,
  name: CodecName,
): CodedImage {
  const coded = toCodedImage(frame)
  if (coded === null) throw new AppError('dicom/pixels-unreadable', { file, codec: codecName(name) })
  if (frame[1] === JPEG_SECOND_BYTE && !hasJpegEnd(frame)) {
    throw new AppError('dicom/fragments', { file, problem: 'a JPEG image is cut short' })
  }
  if (frame[1] === JPEG_SECOND_BYTE && countScans(frame) > MAX_SCANS) {
    throw new AppError('dicom/unsupported', { file, what: `a JPEG image of more than ${MAX_SCANS} scans` })
  }
  const { columns, rows, samples, bits } = coded
  const isSameSize = columns === pixels.columns && (rows === pixels.rows || rows === 0)
  if (!isSameSize || samples !== pixels.samplesPerPixel) {
    const described = [pixels.columns, pixels.rows, pixels.samplesPerPixel]
    throw new AppError('dicom/coded-size', { file, described, coded: [columns, rows, samples] })
  }
  if (coded.unread !== null) throw new AppError('dicom/unsupported', { file, what: coded.unread })
  if (bits <= pixels.bitsAllocated) return coded
  const attribute = attributes.bitsAllocated.name
  const expected = `at least the ${bits} bits of its compressed image`
  throw new AppError('dicom/bad-value', { file, attribute, found: String(pixels.bitsAllocated), expected })
}

/** The codec writes cells as wide as the stream needs, so it must not be told the wider or narrower ones of the header. */
function asCoded(pixels: PixelDescription, { bits }: CodedImage): PixelDescription {
  const bitsAllocated = bits <= 8 ? 8 : 16
  return { ...pixels, bitsAllocated, bitsStored: Math.min(pixels.bitsStored, bitsAllocated) }
}

/** Copies the sign into the bits that the header allocates above those of the stream. */
function widenSigned(cells: PixelCells, from: PixelDescription, to: PixelDescription): PixelCells {
  if (from.bitsAllocated >= to.bitsAllocated) return cells
  const unused = 32 - from.bitsAllocated
  return Uint32Array.from(cells, (cell) => (cell << unused) >> unused)
}
