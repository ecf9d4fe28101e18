/** 2 of 11: the one importer of dicom-parser, which throws strings and objects: bytes -> the elements of a DICOM file. */
import dicomParser, { type DataSet } from 'dicom-parser'
import { AppError, isAppError } from '@shared/errors'
import { attributes, type Attribute } from './attributes'
import { DEFLATED, transferSyntaxName } from './transfer-syntax'

/** Where the pixels lie in the bytes that were parsed. */
export interface PixelElement {
  readonly offset: number
  /** As the element says; may be more than the bytes that are there. */
  readonly lengthBytes: number
  /** Compressed: a sequence of fragments of undefined length. */
  readonly isEncapsulated: boolean
}

export interface DicomDataSet {
  readonly file: string
  has(attribute: Attribute): boolean
  /** The trimmed text; null when absent or empty. */
  text(attribute: Attribute): string | null
  /** Numbers written as text (DS, IS); null when absent or empty. Errors: dicom/bad-value. */
  numbers(attribute: Attribute): readonly number[] | null
  /** A binary number (US); null when absent. */
  uint16(attribute: Attribute): number | null
  /** The items of a sequence (SQ); none when it is absent or empty. */
  items(attribute: Attribute): readonly DicomDataSet[]
  readonly pixelElement: PixelElement | null
}

/** Length of an element whose end is marked, not counted (PS3.5, 7.1.1). */
const UNDEFINED_LENGTH = 0xffffffff

/**
 * Parses a DICOM Part 10 file up to its pixels, which stay where they are. Also takes the first bytes of a file.
 * Errors: dicom/unreadable; dicom/unsupported-transfer-syntax for deflated files, which would inflate without a limit.
 * Source: DICOM PS3.5 (encoding), PS3.10 (file).
 */
export function parseDicom(bytes: Uint8Array, file: string): DicomDataSet {
  return toDicomDataSet(parseUntilPixels(bytes, file), file)
}

function toDicomDataSet(dataSet: DataSet, file: string): DicomDataSet {
  return {
    file,
    has: ({ tag }) => Object.hasOwn(dataSet.elements, tag),
    text: ({ tag }) => readable(file, () => textOf(dataSet, tag)),
    numbers: (attribute) => readable(file, () => numbersOf(dataSet, attribute, file)),
    uint16: ({ tag }) => readable(file, () => dataSet.uint16(tag) ?? null),
    items: ({ tag }) =>
      (dataSet.elements[tag]?.items ?? []).flatMap((item) =>
        item.dataSet === undefined ? [] : [toDicomDataSet(item.dataSet, file)],
      ),
    pixelElement: pixelElementOf(dataSet),
  }
}

function parseUntilPixels(bytes: Uint8Array, file: string): DataSet {
  const uid = readable(file, () => textOf(dicomParser.readPart10Header(bytes), attributes.transferSyntax.tag))
  if (uid === DEFLATED) {
    throw new AppError('dicom/unsupported-transfer-syntax', { file, uid, name: transferSyntaxName(uid) })
  }
  return readable(file, () => dicomParser.parseDicom(bytes, { untilTag: attributes.pixelData.tag }))
}

function pixelElementOf(dataSet: DataSet): PixelElement | null {
  const element = dataSet.elements[attributes.pixelData.tag]
  if (element === undefined) return null
  const isEncapsulated = element.length === UNDEFINED_LENGTH
  return { offset: element.dataOffset, lengthBytes: isEncapsulated ? 0 : element.length, isEncapsulated }
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
