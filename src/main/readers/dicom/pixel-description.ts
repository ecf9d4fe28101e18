/** 2 of 11: what the pixels of one DICOM file are, checked before they are read. */
import { AppError } from '@shared/errors'
import { checkedCount } from '../limits'
import { attributes, type Attribute } from './attributes'
import type { DicomDataSet } from './dicom-data-set'

export interface PixelDescription {
  readonly rows: number
  readonly columns: number
  /** 1 grey, 3 RGB. */
  readonly samplesPerPixel: 1 | 3
  /** RGB as three planes (true) or pixel by pixel (false). */
  readonly isPlanar: boolean
  readonly bitsAllocated: 8 | 16
  readonly bitsStored: number
  /** Highest bit of the value inside its cell. */
  readonly highBit: number
  readonly isSigned: boolean
  readonly photometric: 'MONOCHROME1' | 'MONOCHROME2' | 'RGB'
}

/** Counts the bytes of one uncompressed frame. */
export function frameBytes(pixels: PixelDescription): number {
  return (pixels.rows * pixels.columns * pixels.samplesPerPixel * pixels.bitsAllocated) / 8
}

/**
 * Reads the image pixel module. Errors: dicom/missing, dicom/multi-frame, dicom/unsupported, dicom/bad-value,
 * image/too-large, image/empty. Source: PS3.3 C.7.6.3. Limits: one frame, 8 or 16 bits, grey or RGB.
 */
export function toPixelDescription(dataSet: DicomDataSet): PixelDescription {
  const { file } = dataSet
  const rows = required(dataSet, attributes.rows)
  const columns = required(dataSet, attributes.columns)
  const frames = dataSet.numbers(attributes.frames)?.[0] ?? 1
  if (frames !== 1) throw new AppError('dicom/multi-frame', { file, frames })
  const colour = colourOf(dataSet)
  checkedCount(file, [rows, columns, colour.samplesPerPixel])
  return {
    rows,
    columns,
    ...colour,
    ...bitsOf(dataSet, colour.samplesPerPixel),
    isPlanar: dataSet.uint16(attributes.planar) === 1,
  }
}

function colourOf(dataSet: DicomDataSet): Pick<PixelDescription, 'samplesPerPixel' | 'photometric'> {
  const photometric = dataSet.text(attributes.photometric) ?? 'MONOCHROME2'
  const samplesPerPixel = dataSet.uint16(attributes.samplesPerPixel) ?? 1
  if (photometric === 'RGB' && samplesPerPixel === 3) return { photometric, samplesPerPixel }
  const isGrey = photometric === 'MONOCHROME1' || photometric === 'MONOCHROME2'
  if (isGrey && samplesPerPixel === 1) return { photometric, samplesPerPixel }
  // The text of a damaged file can be anything, so only a code string as the standard writes it is repeated.
  const name = /^[A-Z0-9_ ]{1,16}$/.test(photometric) ? photometric : 'an unknown colour model'
  throw unsupported(dataSet, `${name} with ${samplesPerPixel} samples per pixel`)
}

type Bits = Pick<PixelDescription, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'isSigned'>

function bitsOf(dataSet: DicomDataSet, samplesPerPixel: number): Bits {
  const bitsAllocated = required(dataSet, attributes.bitsAllocated)
  const isKnown = bitsAllocated === 8 || (bitsAllocated === 16 && samplesPerPixel === 1)
  if (!isKnown) throw unsupported(dataSet, `${bitsAllocated} bits in each of ${samplesPerPixel} samples`)
  const bitsStored = dataSet.uint16(attributes.bitsStored) ?? bitsAllocated
  const highBit = dataSet.uint16(attributes.highBit) ?? bitsStored - 1
  if (bitsStored < 1 || highBit + 1 < bitsStored || highBit >= bitsAllocated) {
    throw new AppError('dicom/bad-value', {
      file: dataSet.file,
      attribute: `${attributes.bitsStored.name} with ${attributes.highBit.name}`,
      found: `${bitsStored} with ${highBit}`,
      expected: `values that fit in ${bitsAllocated} bits`,
    })
  }
  return {
    bitsAllocated,
    bitsStored,
    highBit,
    isSigned: dataSet.uint16(attributes.pixelRepresentation) === 1,
  }
}

function required(dataSet: DicomDataSet, attribute: Attribute): number {
  const value = dataSet.uint16(attribute)
  if (value === null) throw new AppError('dicom/missing', { file: dataSet.file, attribute: attribute.name })
  return value
}

function unsupported(dataSet: DicomDataSet, what: string): AppError {
  return new AppError('dicom/unsupported', { file: dataSet.file, what })
}
