/** 2 of 11: the one importer of dicom-parser, which throws strings and objects: bytes -> the elements of a DICOM file. */
import { inflateRawSync } from 'node:zlib'
import dicomParser, { type ByteArray, type DataSet, type Element } from 'dicom-parser'
import { AppError, isAppError } from '@shared/errors'
import { MAX_FILE_BYTES } from '../limits'
import { attributes, type Attribute } from './attributes'
import { rawDicomOf } from './raw-dicom'
import { IMPLICIT_LITTLE } from './transfer-syntax'

/** Where the pixels lie in the bytes that were parsed. */
export interface PixelElement {
  readonly offset: number
  /** As the element says; may be more than the bytes that are there. */
  readonly lengthBytes: number
  /** Compressed: a sequence of fragments of undefined length. */
  readonly isEncapsulated: boolean
  /** Integers, or floating point numbers of 32 or 64 bits (PS3.3 C.7.6.24). */
  readonly kind: 'integer' | 'float' | 'double'
  /** Words of 16 bits: in big endian, two cells of 8 bits are swapped (PS3.5, 8.1.2). */
  readonly isWords: boolean
}

export interface DicomDataSet {
  readonly file: string
  /** What was parsed: the bytes of the file, inflated or with a preamble where it needed one. */
  readonly bytes: Uint8Array
  /** Transfer syntax as the file says or shows; empty when it does neither. */
  readonly transferSyntax: string
  has(attribute: Attribute): boolean
  /** The trimmed text; null when absent or empty. */
  text(attribute: Attribute): string | null
  /** Numbers written as text (DS, IS); null when absent or empty. Errors: dicom/bad-value. */
  numbers(attribute: Attribute): readonly number[] | null
  /** A binary number (US); null when absent. */
  uint16(attribute: Attribute): number | null
  /** All binary numbers of 16 bits (US, SS, OW); null when absent. */
  uint16s(attribute: Attribute): readonly number[] | null
  /** The bytes of a value; null when absent. */
  raw(attribute: Attribute): Uint8Array | null
  /** The items of a sequence (SQ); none when it is absent or empty. */
  items(attribute: Attribute): readonly DicomDataSet[]
  readonly pixelElement: PixelElement | null
}

/** Length of an element whose end is marked, not counted (PS3.5, 7.1.1). */
const UNDEFINED_LENGTH = 0xffffffff

/**
 * Parses a DICOM file up to its pixels, which stay where they are. Also takes the first bytes of a file, files without preamble or
 * meta header, big endian and deflated ones (inflated up to 2 GiB). Errors: dicom/unreadable.
 * Source: DICOM PS3.5 (encoding), PS3.10 (file).
 */
export function parseDicom(bytes: Uint8Array, file: string): DicomDataSet {
  const raw = rawDicomOf(bytes)
  const source = raw?.bytes ?? bytes
  try {
    const dataSet = parseAs(source, raw?.syntax ?? null)
    const transferSyntax = raw?.syntax ?? textOf(dataSet, attributes.transferSyntax.tag) ?? ''
    return toDicomDataSet(dataSet, file, transferSyntax)
  } catch (cause) {
    const mislabelled = findMislabelled(source)
    if (mislabelled === null) throw new AppError('dicom/unreadable', { file }, { cause })
    const { body, transferSyntax } = mislabelled
    return toDicomDataSet(
      readable(file, () => parseAs(body, IMPLICIT_LITTLE)),
      file,
      transferSyntax,
    )
  }
}

function parseAs(bytes: Uint8Array, transferSyntax: string | null): DataSet {
  return dicomParser.parseDicom(bytes, {
    untilTag: attributes.pixelData.tag,
    inflater: (all, position) => inflate(all, position),
    ...(transferSyntax === null ? {} : { TransferSyntaxUID: transferSyntax }),
  })
}

/** Some writers put an implicit data set behind a meta header that promises an explicit one: its first element shows it. */
function findMislabelled(
  bytes: Uint8Array,
): { readonly body: Uint8Array; readonly transferSyntax: string } | null {
  try {
    const meta = dicomParser.readPart10Header(bytes)
    const transferSyntax = textOf(meta, attributes.transferSyntax.tag)
    // The declarations of dicom-parser leave out where the meta header ends.
    const end = 'position' in meta && typeof meta.position === 'number' ? meta.position : bytes.length
    const body = bytes.subarray(end)
    const isImplicit = rawDicomOf(body)?.syntax === IMPLICIT_LITTLE
    return isImplicit && transferSyntax !== null ? { body, transferSyntax } : null
  } catch {
    return null
  }
}

function toDicomDataSet(dataSet: DataSet, file: string, transferSyntax: string): DicomDataSet {
  const { byteArray } = dataSet
  return {
    file,
    bytes: byteArray instanceof Uint8Array ? byteArray : new Uint8Array(0),
    transferSyntax,
    has: ({ tag }) => Object.hasOwn(dataSet.elements, tag),
    text: ({ tag }) => readable(file, () => textOf(dataSet, tag)),
    numbers: (attribute) => readable(file, () => numbersOf(dataSet, attribute, file)),
    uint16: ({ tag }) => readable(file, () => dataSet.uint16(tag) ?? null),
    uint16s: ({ tag }) => readable(file, () => uint16sOf(dataSet, tag)),
    raw: ({ tag }) => rawOf(dataSet, tag),
    items: ({ tag }) =>
      (dataSet.elements[tag]?.items ?? []).flatMap((item) =>
        item.dataSet === undefined ? [] : [toDicomDataSet(item.dataSet, file, transferSyntax)],
      ),
    pixelElement: pixelElementOf(dataSet),
  }
}

/** Everything behind the meta header is one deflated stream (PS3.5, A.5). */
function inflate(bytes: ByteArray, position: number): ByteArray {
  const head = bytes.slice(0, position)
  const body = inflateRawSync(bytes.slice(position), { maxOutputLength: MAX_FILE_BYTES - position })
  return new Uint8Array(Buffer.concat([head, body]))
}

const pixelTags = [
  { tag: attributes.floatPixelData.tag, kind: 'float' },
  { tag: attributes.doublePixelData.tag, kind: 'double' },
  { tag: attributes.pixelData.tag, kind: 'integer' },
] as const

function pixelElementOf(dataSet: DataSet): PixelElement | null {
  for (const { tag, kind } of pixelTags) {
    const element = dataSet.elements[tag]
    if (element === undefined) continue
    const isEncapsulated = element.length === UNDEFINED_LENGTH || element.hadUndefinedLength === true
    return {
      offset: element.dataOffset,
      lengthBytes: isEncapsulated ? 0 : element.length,
      isEncapsulated,
      kind,
      isWords: element.vr === 'OW',
    }
  }
  return null
}

function rawOf({ elements, byteArray }: DataSet, tag: string): Uint8Array | null {
  const element: Element | undefined = elements[tag]
  if (element === undefined || !(byteArray instanceof Uint8Array)) return null
  return byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}

function uint16sOf(dataSet: DataSet, tag: string): readonly number[] | null {
  const element = dataSet.elements[tag]
  if (element === undefined) return null
  const count = Math.floor(element.length / 2)
  return Array.from({ length: count }, (_, index) => dataSet.uint16(tag, index) ?? 0)
}

function textOf(dataSet: DataSet, tag: string): string | null {
  const text = dataSet.string(tag)?.trim()
  return text === undefined || text === '' ? null : text
}

function numbersOf(dataSet: DataSet, attribute: Attribute, file: string): readonly number[] | null {
  const text = textOf(dataSet, attribute.tag)
  if (text === null) return null
  const numbers = text.split('\\').map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  if (numbers.every(Number.isFinite)) return numbers
  throw new AppError('dicom/bad-value', {
    file,
    attribute: attribute.name,
    found: 'something that is not a number',
    expected: 'decimal numbers',
  })
}

function readable<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw new AppError('dicom/unreadable', { file }, { cause })
  }
}
