/** How the samples of a TIFF lie in the file, checked before anything is allocated. */
import type { TiffIfd } from 'tiff'
import { AppError } from '@shared/errors'
import { checkedCount } from '../limits'
import { fieldNumber, fieldNumbers } from './tiff-fields'

/** A strip is a segment as wide as the image; a tile is one of a fixed size, padded beyond the border. */
export interface TiffLayout {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly bits: number
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly sampleFormat: number
  readonly compression: number
  readonly predictor: number
  /** True: each segment holds one sample of every pixel. */
  readonly planar: boolean
  readonly tiled: boolean
  readonly segmentWidth: number
  readonly segmentHeight: number
  readonly offsets: readonly number[]
  readonly byteCounts: readonly number[]
}

/** How much one compressed byte can become at most, by compression: none, LZW, deflate, PackBits. */
const largestRatio: Readonly<Record<number, number>> = { 1: 1, 5: 2731, 8: 1032, 32946: 1032, 32773: 64 }

const compressionNames: Readonly<Record<number, string>> = {
  2: 'CCITT compression',
  3: 'fax compression (group 3)',
  4: 'fax compression (group 4)',
  6: 'old JPEG compression',
  7: 'JPEG compression',
  34712: 'JPEG 2000 compression',
  50000: 'Zstandard compression',
  50001: 'WebP compression',
}

/**
 * Settles the layout of a page. Errors: image/unsupported, image/damaged, image/size, image/too-large, image/empty.
 * Source: TIFF 6.0, sections 3, 8, 13, 14, 15, 19.
 */
export function toTiffLayout(page: TiffIfd, file: string): TiffLayout {
  const number = (tag: string, otherwise: number): number => fieldNumber(page, tag, otherwise)
  const width = number('ImageWidth', 0)
  const height = number('ImageLength', 0)
  const samples = number('SamplesPerPixel', 1)
  checkedCount(file, [height, width, samples])
  const tiled = page.get('TileWidth') !== undefined
  const layout: TiffLayout = {
    width,
    height,
    samples,
    bits: sameNumber(page, 'BitsPerSample', 1, file),
    sampleFormat: sameNumber(page, 'SampleFormat', 1, file),
    compression: number('Compression', 1),
    predictor: number('Predictor', 1),
    planar: number('PlanarConfiguration', 1) === 2 && samples > 1,
    tiled,
    segmentWidth: tiled ? number('TileWidth', 0) : width,
    segmentHeight: tiled ? number('TileLength', 0) : Math.min(number('RowsPerStrip', height), height),
    offsets: fieldNumbers(page, tiled ? 'TileOffsets' : 'StripOffsets'),
    byteCounts: fieldNumbers(page, tiled ? 'TileByteCounts' : 'StripByteCounts'),
  }
  checkCoding(layout, number('FillOrder', 1), file)
  checkSegments(layout, file)
  return layout
}

/** How many segments a row and a column of the image take. */
export function segmentGrid(layout: TiffLayout): { readonly across: number; readonly down: number } {
  return {
    across: Math.ceil(layout.width / layout.segmentWidth),
    down: Math.ceil(layout.height / layout.segmentHeight),
  }
}

function checkCoding(layout: TiffLayout, fillOrder: number, file: string): void {
  const { bits, sampleFormat, compression, predictor, samples } = layout
  const refuse = (what: string): AppError => new AppError('image/unsupported', { file, format: 'TIFF', what })
  if (!Object.hasOwn(largestRatio, compression)) {
    throw refuse(compressionNames[compression] ?? `compression ${compression}`)
  }
  const known = sampleFormat === 3 ? [32, 64] : sampleFormat === 2 ? [8, 16, 32] : [1, 2, 4, 8, 16, 32]
  if (sampleFormat < 1 || sampleFormat > 3) throw refuse(`sample format ${sampleFormat}`)
  if (!known.includes(bits)) throw refuse(`samples of ${bits} bits (sample format ${sampleFormat})`)
  if (bits < 8 && samples > 1) throw refuse(`${samples} samples of ${bits} bits per pixel`)
  if (fillOrder !== 1) throw refuse('reversed bits (FillOrder 2)')
  const wholeNumbers = sampleFormat !== 3 && bits >= 8
  if (predictor !== 1 && !(predictor === 2 && wholeNumbers)) throw refuse(`predictor ${predictor}`)
}

function checkSegments(layout: TiffLayout, file: string): void {
  const damaged = (why: string): AppError => new AppError('image/damaged', { file, format: 'TIFF', why })
  const { segmentWidth, segmentHeight, byteCounts, offsets } = layout
  if (![segmentWidth, segmentHeight].every((size) => Number.isInteger(size) && size > 0)) {
    throw damaged('its strips or tiles have no size')
  }
  checkedCount(file, [segmentHeight, segmentWidth, layout.planar ? 1 : layout.samples])
  const { across, down } = segmentGrid(layout)
  const segmentCount = across * down * (layout.planar ? layout.samples : 1)
  if (offsets.length !== segmentCount || byteCounts.length !== segmentCount) {
    throw damaged(`it lists ${offsets.length} of ${segmentCount} strips or tiles`)
  }
  const storedBytes = byteCounts.reduce((sum, count) => sum + count, 0)
  const expectedBytes = Math.floor((layout.width * layout.samples * layout.bits) / 8) * layout.height
  if (storedBytes * (largestRatio[layout.compression] ?? 1) < expectedBytes) {
    throw new AppError('image/size', { file, format: 'TIFF', expectedBytes, actualBytes: storedBytes })
  }
}

/** A field with one number per sample, which must agree. */
function sameNumber(page: TiffIfd, tag: string, otherwise: number, file: string): number {
  const numbers = fieldNumbers(page, tag)
  const [first = otherwise] = numbers
  if (numbers.every((number) => number === first)) return first
  const what = `${tag} that differs between samples`
  throw new AppError('image/unsupported', { file, format: 'TIFF', what })
}
