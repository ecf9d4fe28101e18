/** 2 of 11: the colours that palette indices stand for. */
import { AppError } from '@shared/errors'
import { attributes, type Attribute } from './attributes'
import type { DicomDataSet } from './dicom-data-set'

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

/** Reads the palette of a PALETTE COLOR image. Errors: dicom/missing, dicom/palette. Source: PS3.3 C.7.6.3.1.5, C.7.9.2. */
export function toPalette(dataSet: DicomDataSet): Palette {
  const { file } = dataSet
  const read = channels.map((tags) => readChannel(dataSet, tags))
  const [first] = read
  if (first === undefined || read.some((one) => one.bits !== first.bits || one.first !== first.first)) {
    throw new AppError('dicom/palette', { file, problem: 'red, green and blue are described differently' })
  }
  return { first: first.first, channels: read.map(({ entries }) => entries), maxValue: 2 ** first.bits - 1 }
}

function readChannel(dataSet: DicomDataSet, { descriptor, entries, segments }: ChannelTags) {
  const { file } = dataSet
  const described = dataSet.uint16s(descriptor)
  if (described === null) throw new AppError('dicom/missing', { file, attribute: descriptor.name })
  const [stated = 0, first = 0, bits = 16] = described
  // 0 stands for 65536 entries.
  const count = stated === 0 ? 65_536 : stated
  const words = dataSet.uint16s(entries)
  const segmented = dataSet.uint16s(segments)
  const values =
    words === null ? (segmented === null ? null : expand(segmented, count)) : unpack(words, count, bits)
  if (values === null) throw new AppError('dicom/missing', { file, attribute: entries.name })
  if (values.length < count || (bits !== 8 && bits !== 16)) {
    const problem = `${entries.name} has ${values.length} of ${count} entries of ${bits} bits`
    throw new AppError('dicom/palette', { file, problem })
  }
  return { first, bits, entries: values.slice(0, count) }
}

/** Entries of 8 bits may lie two to a word (PS3.3 C.7.6.3.1.6). */
function unpack(words: readonly number[], count: number, bits: number): readonly number[] {
  if (bits !== 8 || words.length >= count) return words
  return words.flatMap((word) => [word & 0xff, word >> 8])
}

/** Segments are runs of given entries (0), straight lines (1), or earlier segments again (2). Bounded by `count`. */
function expand(words: readonly number[], count: number): readonly number[] {
  const entries: number[] = []
  let at = 0
  while (at + 1 < words.length && entries.length < count) {
    const kind = words[at] ?? 0
    const length = words[at + 1] ?? 0
    if (kind === 0) {
      entries.push(...words.slice(at + 2, at + 2 + length))
      at += 2 + length
    } else if (kind === 1) {
      entries.push(...line(entries.at(-1) ?? 0, words[at + 2] ?? 0, Math.min(length, count)))
      at += 3
    } else break
  }
  return entries
}

function line(from: number, to: number, length: number): number[] {
  return Array.from({ length }, (_, step) => Math.round(from + ((to - from) * (step + 1)) / length))
}
