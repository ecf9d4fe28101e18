/** The header of a BMP, checked before anything is allocated. */
import { AppError } from '@shared/errors'

export interface BmpHeader {
  readonly width: number
  readonly height: number
  /** True: the first row of the file is the upper one. */
  readonly topDown: boolean
  /** 1, 4, 8 (palette), 24 or 32. */
  readonly bitsPerPixel: number
  /** 32 bits only: the fourth byte is alpha. */
  readonly hasAlpha: boolean
  readonly paletteOffset: number
  readonly paletteCount: number
  /** 3 in files of OS/2, otherwise 4: blue, green, red and a byte without use. */
  readonly paletteEntryBytes: number
  readonly pixelOffset: number
}

const FILE_HEADER_BYTES = 14
const CORE_HEADER_BYTES = 12
const PLAIN_HEADER_BYTES = 40
const BIT_FIELDS = 3
/** Red, green and blue in the order of a plain file of 32 bits, as masks of a little-endian number. */
const usualMasks = [0xff0000, 0xff00, 0xff] as const

const compressionNames: Readonly<Record<number, string>> = {
  1: 'run-length compression (RLE8)',
  2: 'run-length compression (RLE4)',
  4: 'an embedded JPEG',
  5: 'an embedded PNG',
}

/**
 * Reads the header of a BMP of Windows or OS/2. Errors: image/damaged, image/unsupported.
 * Source: Microsoft, BITMAPFILEHEADER, BITMAPCOREHEADER and BITMAPINFOHEADER to BITMAPV5HEADER. Limits: 16 bits per pixel are refused.
 */
export function parseBmpHeader(bytes: Uint8Array, file: string): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerBytes = bytes.length < 26 ? 0 : view.getUint32(14, true)
  const known = headerBytes === CORE_HEADER_BYTES || headerBytes >= PLAIN_HEADER_BYTES
  if (!known || FILE_HEADER_BYTES + headerBytes > bytes.length)
    throw damaged(file, 'it ends inside its header')
  const header = headerBytes === CORE_HEADER_BYTES ? coreHeader(view) : plainHeader(view, headerBytes, file)
  if (![1, 4, 8, 24, 32].includes(header.bitsPerPixel)) {
    throw unsupported(file, `${header.bitsPerPixel} bits per pixel`)
  }
  return header
}

function coreHeader(view: DataView): BmpHeader {
  const bitsPerPixel = view.getUint16(24, true)
  return {
    width: view.getUint16(18, true),
    height: view.getUint16(20, true),
    topDown: false,
    bitsPerPixel,
    hasAlpha: false,
    paletteOffset: FILE_HEADER_BYTES + CORE_HEADER_BYTES,
    paletteCount: bitsPerPixel <= 8 ? 2 ** bitsPerPixel : 0,
    paletteEntryBytes: 3,
    pixelOffset: view.getUint32(10, true),
  }
}

function plainHeader(view: DataView, headerBytes: number, file: string): BmpHeader {
  const signedHeight = view.getInt32(22, true)
  const bitsPerPixel = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  const named = view.getUint32(46, true)
  if (compression !== 0 && !(compression === BIT_FIELDS && bitsPerPixel === 32)) {
    throw unsupported(file, compressionNames[compression] ?? `compression ${compression}`)
  }
  if (compression === BIT_FIELDS) checkMasks(view, file)
  const most = bitsPerPixel <= 8 ? 2 ** bitsPerPixel : 0
  // Versions 4 and 5 of the header have a mask for alpha after those for the colours.
  const hasAlpha = compression === BIT_FIELDS && headerBytes >= 56 && view.getUint32(66, true) === 0xff000000
  return {
    width: view.getInt32(18, true),
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bitsPerPixel,
    hasAlpha,
    paletteOffset: FILE_HEADER_BYTES + headerBytes,
    paletteCount: named === 0 ? most : Math.min(named, most),
    paletteEntryBytes: 4,
    pixelOffset: view.getUint32(10, true),
  }
}

function checkMasks(view: DataView, file: string): void {
  if (view.byteLength < 66) throw damaged(file, 'it ends inside its colour masks')
  const usual = usualMasks.every((mask, index) => view.getUint32(54 + index * 4, true) === mask)
  if (!usual) throw unsupported(file, 'colours in an unusual order (BITFIELDS)')
}

function unsupported(file: string, what: string): AppError {
  return new AppError('image/unsupported', { file, format: 'BMP', what })
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'BMP', why })
}
