/** What the pixels of one DICOM image are, checked before they are read. */
import { AppError } from '@shared/errors'
import { checkedCount } from '../../limits'
import { attributes, type Attribute } from '../headers/attributes'
import type { DicomDataSet } from '../headers/dicom-data-set'

const greys = ['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR'] as const
const colours = [
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_422',
  'YBR_PARTIAL_420',
  'YBR_ICT',
  'YBR_RCT',
] as const
const cellBits = [1, 8, 12, 16, 32, 64] as const

export type Photometric = (typeof greys)[number] | (typeof colours)[number]

export interface PixelDescription {
  readonly rows: number
  readonly columns: number
  readonly frames: number
  /** 1 grey or palette index, 3 colour. */
  readonly samplesPerPixel: 1 | 3
  /** Colour as three planes (true) or pixel by pixel (false). */
  readonly isPlanar: boolean
  /** Bits of a cell; those of 1 and 12 are packed, without regard to bytes. */
  readonly bitsAllocated: (typeof cellBits)[number]
  readonly bitsStored: number
  /** Highest bit of the value inside its cell. */
  readonly highBit: number
  readonly isSigned: boolean
  readonly photometric: Photometric
  /** Cells are floating point numbers of 32 or 64 bits. */
  readonly isFloat: boolean
}

/** Counts the cells of one frame, [rows, columns, samples]. */
export function frameCells({ rows, columns, samplesPerPixel }: PixelDescription): number {
  return rows * columns * samplesPerPixel
}

/** Tells whether cells follow each other bit by bit, so that a frame may begin inside a byte (PS3.5, 8.1.1). */
export function isPacked({ bitsAllocated }: Pick<PixelDescription, 'bitsAllocated'>): boolean {
  return bitsAllocated === 1 || bitsAllocated === 12
}

/** Counts the bytes of one uncompressed frame. Subsampled colour has two samples per pixel on average. Source: PS3.3 C.7.6.3.1.2. */
export function frameBytes(pixels: PixelDescription): number {
  const samples = pixels.photometric.endsWith('_422') ? 2 : pixels.samplesPerPixel
  return Math.ceil((pixels.rows * pixels.columns * samples * pixels.bitsAllocated) / 8)
}

/**
 * Reads the image pixel module. Errors: dicom/missing, dicom/unsupported, dicom/bad-value, image/too-large, image/empty.
 * Source: PS3.3 C.7.6.3, and C.7.6.24 for floating point.
 */
export function toPixelDescription(dataSet: DicomDataSet): PixelDescription {
  const { file } = dataSet
  const rows = required(dataSet, attributes.rows)
  const columns = required(dataSet, attributes.columns)
  const colour = colourOf(dataSet)
  checkedCount(file, [rows, columns, colour.samplesPerPixel])
  return {
    rows,
    columns,
    frames: framesOf(dataSet),
    ...colour,
    ...bitsOf(dataSet, colour.samplesPerPixel),
    isPlanar: dataSet.uint16(attributes.planar) === 1,
  }
}

function framesOf(dataSet: DicomDataSet): number {
  const frames = dataSet.numbers(attributes.frames)?.[0] ?? 1
  if (Number.isInteger(frames) && frames >= 1 && frames < 2 ** 31) return frames
  throw badValue(dataSet, attributes.frames.name, String(frames), 'a whole number above 0')
}

function colourOf(dataSet: DicomDataSet): Pick<PixelDescription, 'samplesPerPixel' | 'photometric'> {
  const samplesPerPixel = dataSet.uint16(attributes.samplesPerPixel) ?? 1
  const named = dataSet.text(attributes.photometric) ?? (samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2')
  const colour = colours.find((one) => one === named)
  if (colour !== undefined && samplesPerPixel === 3) return { photometric: colour, samplesPerPixel }
  const grey = greys.find((one) => one === named)
  if (grey !== undefined && samplesPerPixel === 1) return { photometric: grey, samplesPerPixel }
  // The text of a damaged file can be anything, so only a code string as the standard writes it is repeated.
  const name = /^[A-Z0-9_ ]{1,16}$/.test(named) ? named : 'an unknown colour model'
  throw unsupported(dataSet, `${name} with ${samplesPerPixel} samples per pixel`)
}

type Bits = Pick<PixelDescription, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'isSigned' | 'isFloat'>

function bitsOf(dataSet: DicomDataSet, samplesPerPixel: number): Bits {
  const kind = dataSet.pixelElement?.kind ?? 'integer'
  if (kind !== 'integer') {
    const bits = kind === 'float' ? 32 : 64
    return { bitsAllocated: bits, bitsStored: bits, highBit: bits - 1, isSigned: false, isFloat: true }
  }
  const allocated = required(dataSet, attributes.bitsAllocated)
  const bitsAllocated = cellBits.find((bits) => bits === allocated && bits < 64)
  if (bitsAllocated === undefined || (isPacked({ bitsAllocated }) && samplesPerPixel > 1)) {
    throw unsupported(dataSet, `${allocated} bits in each of ${samplesPerPixel} samples`)
  }
  const bitsStored = dataSet.uint16(attributes.bitsStored) ?? bitsAllocated
  const highBit = dataSet.uint16(attributes.highBit) ?? bitsStored - 1
  if (bitsStored < 1 || highBit + 1 < bitsStored || highBit >= bitsAllocated) {
    const name = `${attributes.bitsStored.name} with ${attributes.highBit.name}`
    throw badValue(dataSet, name, `${bitsStored} with ${highBit}`, `values that fit in ${bitsAllocated} bits`)
  }
  const isSigned = dataSet.uint16(attributes.pixelRepresentation) === 1
  return { bitsAllocated, bitsStored, highBit, isSigned, isFloat: false }
}

function required(dataSet: DicomDataSet, attribute: Attribute): number {
  const value = dataSet.uint16(attribute)
  if (value === null) throw new AppError('dicom/missing', { file: dataSet.file, attribute: attribute.name })
  return value
}

function unsupported(dataSet: DicomDataSet, what: string): AppError {
  return new AppError('dicom/unsupported', { file: dataSet.file, what })
}

function badValue(dataSet: DicomDataSet, attribute: string, found: string, expected: string): AppError {
  return new AppError('dicom/bad-value', { file: dataSet.file, attribute, found, expected })
}
