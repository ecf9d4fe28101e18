/** TIFF bytes -> ImageValue. */
import type { TiffIfd } from 'tiff'
import { AppError, type ErrorData } from '@shared/errors'
import { withoutAlpha } from '../drop-alpha'
import { largestValue } from '../largest-value'
import { checkedCount } from '../limits'
import type { ImageValue, SamplesAs } from '../source-value'
import { turnImage } from '../turn-image'
import { readPage } from './read-page'
import { readSamples } from './read-samples'
import { fieldNumber, fieldNumbers } from './tiff-fields'
import { toTiffLayout, type TiffLayout } from './tiff-layout'

const WHITE_IS_ZERO = 0
const PALETTE = 3

/** Colour channels by PhotometricInterpretation; a palette has one sample per pixel. */
const colourChannels: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1 }

const otherColours: Readonly<Record<number, string>> = {
  4: 'a transparency mask',
  5: 'CMYK colours',
  6: 'YCbCr colours',
  8: 'CIE Lab colours',
}

/**
 * Reads the one image of a TIFF as [height, width, 1 or 3]: values as stored; grey of 1, 2 or 4 bits scaled to 0..255, a palette as
 * RGB of 8 bits; samples as numbers stay as they are stored. maxValue is that of the sample type, for floating point the largest value.
 * Notices: image/alpha-dropped, image/white-is-zero, image/turned. Errors: image/damaged, image/size, image/unsupported,
 * image/pages, image/too-large, image/empty. Source: TIFF 6.0. Limits: strips or tiles, uncompressed, LZW, deflate or PackBits.
 */
export function parseTiff(bytes: Uint8Array, file: string, samplesAs: SamplesAs = 'colours'): ImageValue {
  const page = readPage(bytes, file)
  const layout = toTiffLayout(page, file)
  const photometric = fieldNumber(page, 'PhotometricInterpretation', -1)
  const channels = checkColours(photometric, layout, file)
  const stored = readSamples(bytes, layout, bytes[0] === 0x49, file)
  const image =
    photometric === PALETTE && samplesAs === 'colours'
      ? paletteImage(stored, page, layout, file)
      : plainImage(stored, layout, channels, samplesAs, file)
  const notice: ErrorData = { code: 'image/white-is-zero', details: { file } }
  const told =
    photometric === WHITE_IS_ZERO ? { ...image, notices: [...(image.notices ?? []), notice] } : image
  return turnImage(told, fieldNumber(page, 'Orientation', 1), file)
}

function checkColours(photometric: number, layout: TiffLayout, file: string): number {
  const channels = colourChannels[photometric]
  const refuse = (what: string): AppError => new AppError('image/unsupported', { file, format: 'TIFF', what })
  if (channels === undefined) {
    throw refuse(otherColours[photometric] ?? `photometric interpretation ${photometric}`)
  }
  if (layout.samples < channels || layout.samples > channels + 1) {
    throw refuse(`${layout.samples} samples per pixel`)
  }
  if (photometric === PALETTE && (layout.samples > 1 || layout.bits > 8 || layout.sampleFormat !== 1)) {
    throw refuse(`a palette with ${layout.samples} samples of ${layout.bits} bits`)
  }
  return channels
}

function plainImage(
  stored: Float32Array,
  layout: TiffLayout,
  channels: number,
  samplesAs: SamplesAs,
  file: string,
): ImageValue {
  const { width, height, samples, bits } = layout
  const dims = [height, width, channels] as const
  if (bits < 8 && samplesAs === 'colours') {
    const values = stored.map((value) => (value * 255) / (2 ** bits - 1))
    return { kind: 'image', dims, values, maxValue: 255 }
  }
  const opaque = layout.sampleFormat === 3 ? 1 : highestInteger(layout)
  const { values, isOpaque } = withoutAlpha({ stored, samples, channels, opaque })
  const maxValue = layout.sampleFormat === 3 ? largestValue(values) : highestInteger(layout)
  const image: ImageValue = { kind: 'image', dims, values, maxValue }
  return isOpaque ? image : { ...image, notices: [{ code: 'image/alpha-dropped', details: { file } }] }
}

function highestInteger({ bits, sampleFormat }: TiffLayout): number {
  return sampleFormat === 2 ? 2 ** (bits - 1) - 1 : 2 ** bits - 1
}

/** Colours have 16 bits; some writers fill only the lower 8 of them. */
function paletteImage(indices: Float32Array, page: TiffIfd, layout: TiffLayout, file: string): ImageValue {
  const colours = fieldNumbers(page, 'ColorMap')
  const count = 2 ** layout.bits
  if (colours.length !== 3 * count) {
    const why = `its palette has ${colours.length} of ${3 * count} values`
    throw new AppError('image/damaged', { file, format: 'TIFF', why })
  }
  const { height, width } = layout
  checkedCount(file, [height, width, 3])
  const scale = colours.some((colour) => colour > 255) ? 257 : 1
  const values = new Float32Array(indices.length * 3)
  indices.forEach((index, pixel) => {
    for (let channel = 0; channel < 3; channel++) {
      values[pixel * 3 + channel] = Math.round((colours[channel * count + index] ?? 0) / scale)
    }
  })
  return { kind: 'image', dims: [height, width, 3], values, maxValue: 255 }
}
