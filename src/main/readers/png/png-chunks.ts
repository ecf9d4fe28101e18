/** The chunks of a PNG that make its pixels, before anything is decoded. */
import { crc32 } from 'node:zlib'
import { AppError } from '@shared/errors'

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits per sample or per palette index: 1, 2, 4, 8, 16. */
  readonly bitDepth: number
  /** 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGB + alpha (PNG specification, 11.2.1). */
  readonly colourType: number
  readonly interlaced: boolean
}

export interface PngChunks {
  readonly header: PngHeader
  /** Whole chunks (length, type, content, checksum) that a decoder needs: IHDR, PLTE, IDAT, IEND. */
  readonly needed: readonly Uint8Array[]
  /** Red, green, blue, one after the other; empty without a palette. */
  readonly palette: Uint8Array
  /** Contents of the IDAT chunks: together one zlib stream. */
  readonly imageData: readonly Uint8Array[]
  readonly hasTransparencyChunk: boolean
  /** APNG: more images than the one that is read. */
  readonly isAnimated: boolean
  /** Content of the eXIf chunk: how a camera held the image. */
  readonly exif: Uint8Array | null
}

export const PNG_SIGNATURE_BYTES = 8
/** Writers cut pixels into pieces of some KiB; an empty piece takes 12 bytes. */
const MAX_CHUNKS = 2 ** 19
const neededTypes = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND'])

interface Chunk {
  readonly type: string
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

/**
 * Walks the chunks of a PNG. Text, colour profiles and animation are left behind, so that nothing but pixels is inflated.
 * Errors: image/damaged. Source: PNG specification (W3C), section 5.
 */
export function parsePngChunks(bytes: Uint8Array, file: string): PngChunks {
  const chunks = walkChunks(bytes, file)
  const first = chunks[0]
  if (first?.type !== 'IHDR' || first.content.length !== 13) throw damaged(file, 'it has no header chunk')
  if (chunks.some((chunk) => neededTypes.has(chunk.type) && !isIntact(chunk))) {
    throw damaged(file, 'a chunk contradicts its checksum')
  }
  const imageData = chunks.filter((chunk) => chunk.type === 'IDAT').map((chunk) => chunk.content)
  if (imageData.length === 0) throw damaged(file, 'it has no image data')
  return {
    header: parseHeader(first.content),
    needed: chunks.filter((chunk) => neededTypes.has(chunk.type)).map((chunk) => chunk.whole),
    palette: chunks.find((chunk) => chunk.type === 'PLTE')?.content ?? new Uint8Array(0),
    imageData,
    hasTransparencyChunk: chunks.some((chunk) => chunk.type === 'tRNS'),
    isAnimated: chunks.some((chunk) => chunk.type === 'acTL'),
    exif: chunks.find((chunk) => chunk.type === 'eXIf')?.content ?? null,
  }
}

function walkChunks(bytes: Uint8Array, file: string): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  let offset = PNG_SIGNATURE_BYTES
  while (chunks.at(-1)?.type !== 'IEND') {
    // A chunk is its length (4 bytes), its type (4), the content, and a checksum (4).
    if (offset + 12 > bytes.length) throw damaged(file, 'it ends before its last chunk')
    if (chunks.length >= MAX_CHUNKS) throw damaged(file, `it has more than ${MAX_CHUNKS} chunks`)
    const end = offset + 12 + view.getUint32(offset)
    if (end > bytes.length) throw damaged(file, 'it ends inside a chunk')
    chunks.push({
      type: String.fromCharCode(...bytes.subarray(offset + 4, offset + 8)),
      content: bytes.subarray(offset + 8, end - 4),
      whole: bytes.subarray(offset, end),
    })
    offset = end
  }
  return chunks
}

/** The checksum covers type and content. */
function isIntact({ whole }: Chunk): boolean {
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength)
  return crc32(whole.subarray(4, -4)) === view.getUint32(whole.length - 4)
}

function parseHeader(content: Uint8Array): PngHeader {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    bitDepth: view.getUint8(8),
    colourType: view.getUint8(9),
    interlaced: view.getUint8(12) === 1,
  }
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'PNG', why })
}
