/** The frame header of a JPEG: what its pixels will be, before anything is decoded. */
import { AppError } from '@shared/errors'

export interface JpegFrame {
  readonly width: number
  readonly height: number
  readonly bitsPerSample: number
  /** 1 grey, 3 colour (YCbCr or RGB), 4 CMYK. */
  readonly components: number
  /** n of the marker SOFn: 0 baseline, 1 extended, 2 progressive, 3 lossless, 9 and up arithmetic coding. */
  readonly process: number
  /** Content of the EXIF segment: how a camera held the image; null when there is none before the frame header. */
  readonly exif: Uint8Array | null
}

/** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC), ITU-T T.81 table B.1. */
const isFrameMarker = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Markers that stand alone, without a length: TEM, RST0..RST7, SOI. */
const isLoneMarker = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

const APP1 = 0xe1

/** Walks the segments of a JPEG up to its frame header. Errors: image/damaged. Source: ITU-T T.81, annex B. */
export function parseJpegFrame(bytes: Uint8Array, file: string): JpegFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 2
  let exif: Uint8Array | null = null
  // A segment is FF, its marker, and a length of two bytes that counts itself; FF may be repeated as filler.
  while (offset + 9 < bytes.length) {
    if (view.getUint8(offset) !== 0xff) break
    const marker = view.getUint8(offset + 1)
    if (isFrameMarker(marker)) return { ...frameAt(view, offset), exif }
    if (marker === 0xff) offset += 1
    else if (isLoneMarker(marker)) offset += 2
    else {
      const end = offset + 2 + view.getUint16(offset + 2)
      if (marker === APP1) exif ??= exifContent(bytes.subarray(offset + 4, end))
      offset = end
    }
  }
  throw new AppError('image/damaged', { file, format: 'JPEG', why: 'it has no frame header' })
}

/** Other kinds of content (XMP) share the segment; EXIF begins with its name. */
function exifContent(content: Uint8Array): Uint8Array | null {
  return new TextDecoder('latin1').decode(content.subarray(0, 6)) === 'Exif\0\0' ? content : null
}

function frameAt(view: DataView, offset: number): Omit<JpegFrame, 'exif'> {
  return {
    process: view.getUint8(offset + 1) - 0xc0,
    bitsPerSample: view.getUint8(offset + 4),
    height: view.getUint16(offset + 5),
    width: view.getUint16(offset + 7),
    components: view.getUint8(offset + 9),
  }
}
