/** The WebAssembly module of dcmjs-imaging: a checked stream -> cells. */
import imaging from 'dcmjs-imaging'
import { AppError } from '@shared/errors'
import { frameCells, type PixelDescription } from '../pixel-description'
import type { PixelCells } from './pixel-decoder'
import { toCells } from './to-cells'

const { NativePixelDecoder: codec } = imaging

const names = {
  decodeRle: 'RLE Lossless',
  decodeJpeg: 'JPEG',
  decodeJpegLs: 'JPEG-LS',
  decodeJpeg2000: 'JPEG 2000',
} as const

export type CodecName = keyof typeof names

let loading: Promise<void> | null = null

/** What a sentence calls the compression. */
export function codecName(name: CodecName): string {
  return names[name]
}

/** Decodes one frame to cells as wide as `pixels` says. Errors: dicom/pixels-unreadable, dicom/pixel-bytes. */
export async function decodeByCodec(
  name: CodecName,
  frame: Uint8Array,
  pixels: PixelDescription,
  file: string,
): Promise<PixelCells> {
  loading ??= codec.initializeAsync({ logNativeDecodersMessages: false })
  await loading
  const bytes = decode(name, frame, pixels, file)
  const expectedBytes = (frameCells(pixels) * pixels.bitsAllocated) / 8
  if (bytes.length === expectedBytes) return toCells(bytes, pixels, true)
  throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes: bytes.length })
}

function decode(name: CodecName, frame: Uint8Array, pixels: PixelDescription, file: string): Uint8Array {
  try {
    return codec[name](toEncodedPixel(pixels), frame)
  } catch (cause) {
    // An instance that has thrown keeps a broken stack and fails for every later frame: the next frame gets a new one.
    loading = null
    throw new AppError('dicom/pixels-unreadable', { file, codec: codecName(name) }, { cause })
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
