/** The colours that palette indices stand for. */
import { AppError } from '@shared/errors'
import { attributes, type Attribute } from '../headers/attributes'
import type { DicomDataSet } from '../headers/dicom-data-set'
import { entryCount, toBytes, toEntries, toFirst } from './lut-entries'
import { expandSegments } from './segmented-palette'

export interface Palette {
  /** Stored value of the first entry; smaller ones count as it, larger ones as the last. */
  readonly first: number
  /** Red, green and blue, one entry per index. */
  readonly channels: readonly (readonly number[])[]
  /** 255 or 65535. */
  readonly maxValue: number
}

interface ChannelTags {
  readonly descriptor: Attribute
  readonly entries: Attribute
  readonly segments: Attribute
}

const channels: readonly ChannelTags[] = [
  { descriptor: attributes.redDescriptor, entries: attributes.redPalette, segments: attributes.redSegments },
  {
    descriptor: attributes.greenDescriptor,
    entries: attributes.greenPalette,
    segments: attributes.greenSegments,
  },
  {
    descriptor: attributes.blueDescriptor,
    entries: attributes.bluePalette,
    segments: attributes.blueSegments,
  },
]

/**
 * Reads the palette of a PALETTE COLOR image. Errors: dicom/missing, dicom/palette. Source: PS3.3 C.7.6.3.1.5, C.7.9.2.
 * Limits: see expandSegments.
 */
export function toPalette(dataSet: DicomDataSet): Palette {
  const read = channels.map((tags) => readChannel(dataSet, tags))
  const [first] = read
  if (first === undefined || read.some((one) => one.bits !== first.bits || one.first !== first.first)) {
    throw palette(dataSet, 'red, green and blue are described differently')
  }
  return { first: first.first, channels: read.map(({ entries }) => entries), maxValue: 2 ** first.bits - 1 }
}

function readChannel(dataSet: DicomDataSet, tags: ChannelTags) {
  const described = dataSet.uint16s(tags.descriptor)
  if (described === null) {
    throw new AppError('dicom/missing', { file: dataSet.file, attribute: tags.descriptor.name })
  }
  const [stated = 0, first = 0, bits = 16] = described
  const count = entryCount(stated)
  const entries = readEntries(dataSet, tags, count, bits)
  const { name } = tags.entries
  if (entries.length < count || (bits !== 8 && bits !== 16)) {
    throw palette(dataSet, `${name} has ${entries.length} of ${count} entries of ${bits} bits`)
  }
  if (entries.some((entry) => entry >= 2 ** bits)) {
    throw palette(dataSet, `${name} has entries above the ${bits} bits it says`)
  }
  const isSigned = dataSet.uint16(attributes.pixelRepresentation) === 1
  return { first: toFirst(first, isSigned), bits, entries }
}

function readEntries(
  dataSet: DicomDataSet,
  { entries, segments }: ChannelTags,
  count: number,
  bits: number,
): readonly number[] {
  const words = dataSet.uint16s(entries)
  if (words !== null) return toEntries(words, count, bits)
  const segmented = dataSet.uint16s(segments)
  if (segmented === null) throw new AppError('dicom/missing', { file: dataSet.file, attribute: entries.name })
  const expanded = expandSegments(bits === 8 ? toBytes(segmented) : segmented, count)
  if (expanded !== null) return expanded
  throw palette(dataSet, `${segments.name} has segments of a kind that is not read`)
}

function palette({ file }: DicomDataSet, problem: string): AppError {
  return new AppError('dicom/palette', { file, problem })
}
