/** BMP bytes -> ImageValue. */
import { AppError } from '@shared/errors'
import { withoutAlpha } from '../drop-alpha'
import { checkedCount } from '../limits'
import { unpackSamples } from '../png/unpack-samples'
import type { ImageValue } from '../source-value'
import { parseBmpHeader, type BmpHeader } from './bmp-header'

type Colour = readonly [red: number, green: number, blue: number]

/**
 * Reads a BMP as [height, width, 1 or 3], values 0..255, upper row first. A palette of greys becomes one channel (the format has no
 * other grey), any other RGB; alpha is dropped, with the notice image/alpha-dropped where it was not opaque.
 * Errors: image/damaged, image/size, image/unsupported, image/too-large, image/empty.
 */
export function parseBmp(bytes: Uint8Array, file: string): ImageValue {
  const header = parseBmpHeader(bytes, file)
  checkedCount(file, [header.height, header.width, Math.max(3, header.bitsPerPixel / 8)])
  const rows = rowsOf(bytes, header, file)
  return header.bitsPerPixel <= 8 ? paletteImage(rows, bytes, header, file) : colourImage(rows, header, file)
}

/** Cuts out the rows, upper one first; each is filled up to a multiple of four bytes in the file. */
function rowsOf(bytes: Uint8Array, header: BmpHeader, file: string): Uint8Array[] {
  const { height, width, bitsPerPixel, pixelOffset } = header
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4
  const expectedBytes = rowBytes * height
  const actualBytes = Math.max(0, bytes.length - pixelOffset)
  if (actualBytes < expectedBytes) {
    throw new AppError('image/size', { file, format: 'BMP', expectedBytes, actualBytes })
  }
  const rows = Array.from({ length: height }, (_, row) => {
    const start = pixelOffset + row * rowBytes
    return bytes.subarray(start, start + rowBytes)
  })
  return header.topDown ? rows : rows.reverse()
}

function paletteImage(
  rows: readonly Uint8Array[],
  bytes: Uint8Array,
  header: BmpHeader,
  file: string,
): ImageValue {
  const palette = paletteOf(bytes, header, file)
  const channels = palette.every(([red, green, blue]) => red === green && green === blue) ? 1 : 3
  const { height, width, bitsPerPixel } = header
  const values = new Float32Array(height * width * channels)
  rows.forEach((row, y) => {
    unpackSamples(row, width, 1, bitsPerPixel).forEach((index, x) => {
      const colour = palette[index]
      if (colour === undefined) {
        const why = `a pixel names colour ${index}, which the palette lacks`
        throw new AppError('image/damaged', { file, format: 'BMP', why })
      }
      values.set(channels === 1 ? [colour[0]] : colour, (y * width + x) * channels)
    })
  })
  return { kind: 'image', dims: [height, width, channels], values, maxValue: 255 }
}

function paletteOf(bytes: Uint8Array, header: BmpHeader, file: string): Colour[] {
  const { paletteOffset, paletteCount, paletteEntryBytes } = header
  if (paletteOffset + paletteCount * paletteEntryBytes > bytes.length) {
    throw new AppError('image/damaged', { file, format: 'BMP', why: 'it ends inside its palette' })
  }
  return Array.from({ length: paletteCount }, (_, index) => {
    const [blue = 0, green = 0, red = 0] = bytes.subarray(paletteOffset + index * paletteEntryBytes)
    return [red, green, blue]
  })
}

function colourImage(rows: readonly Uint8Array[], header: BmpHeader, file: string): ImageValue {
  const { height, width, hasAlpha } = header
  const samples = header.bitsPerPixel / 8
  const stored = new Uint8Array(height * width * samples)
  rows.forEach((row, y) => {
    for (let x = 0; x < width; x++) {
      const target = (y * width + x) * samples
      // The file has blue first.
      for (let channel = 0; channel < 3; channel++)
        stored[target + channel] = row[x * samples + 2 - channel] ?? 0
      if (samples === 4) stored[target + 3] = row[x * samples + 3] ?? 0
    }
  })
  const { values, isOpaque } = withoutAlpha({ stored, samples, channels: 3, opaque: 255 })
  const image: ImageValue = { kind: 'image', dims: [height, width, 3], values, maxValue: 255 }
  return hasAlpha && !isOpaque
    ? { ...image, notices: [{ code: 'image/alpha-dropped', details: { file } }] }
    : image
}
