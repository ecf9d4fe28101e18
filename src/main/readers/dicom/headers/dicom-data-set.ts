/** Bytes -> the elements of a DICOM file; what dicom-parser throws (strings, objects) becomes our errors. */
import dicomParser, { type DataSet } from 'dicom-parser'
import { AppError, isAppError } from '@shared/errors'
import { attributes, type Attribute } from './attributes'
import { encodedBodyOf } from './encoded-body'
import { numbersOf, rawOf, textOf, uint16sOf } from './element-values'
import { listElements, type ListedElement } from './list-elements'
import { pixelElementOf, type PixelElement } from '../pixels/pixel-element'
import { rawDicomOf } from './raw-dicom'

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
  /** A binary number of 32 bits (UL); null when absent. */
  uint32(attribute: Attribute): number | null
  /** A binary number with a point (FD); null when absent. */
  double(attribute: Attribute): number | null
  /** All binary numbers of 16 bits (US, SS, OW); null when absent. */
  uint16s(attribute: Attribute): readonly number[] | null
  /** The bytes of a value; null when absent. */
  raw(attribute: Attribute): Uint8Array | null
  /** The items of a sequence (SQ); none when it is absent or empty. */
  items(attribute: Attribute): readonly DicomDataSet[]
  /** Where each of these items begins in the file, as the records of a directory refer to each other. */
  itemOffsets(attribute: Attribute): readonly number[]
  readonly pixelElement: PixelElement | null
  /** All elements up to the pixels, in the order of their tags; the items of sequences beside them, null for other elements. */
  elements(): readonly { readonly element: ListedElement; readonly items: readonly DicomDataSet[] | null }[]
}

/**
 * Parses a DICOM file up to its pixels, which stay where they are. Also takes the first bytes of a file, files without preamble or
 * meta header, big endian and deflated ones (inflated up to 512 MiB). Errors: dicom/unreadable,
 * dicom/inflated-size.
 * Source: DICOM PS3.5 (encoding), PS3.10 (file).
 */
export function parseDicom(bytes: Uint8Array, file: string): DicomDataSet {
  const raw = rawDicomOf(bytes)
  const source = raw?.bytes ?? bytes
  return readable(file, () => {
    const body = encodedBodyOf(source, file)
    if (body !== null) return toDicomDataSet(parseAs(body.bytes, body.syntax), file, body.transferSyntax)
    const dataSet = parseAs(source, raw?.syntax ?? null)
    const transferSyntax = raw?.syntax ?? textOf(dataSet, attributes.transferSyntax.tag) ?? ''
    return toDicomDataSet(dataSet, file, transferSyntax)
  })
}

/** A syntax is given where there is no meta header to say it. */
function parseAs(bytes: Uint8Array, syntax: string | null): DataSet {
  return dicomParser.parseDicom(bytes, {
    untilTag: attributes.pixelData.tag,
    ...(syntax === null ? {} : { TransferSyntaxUID: syntax }),
  })
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
    uint32: ({ tag }) => readable(file, () => dataSet.uint32(tag) ?? null),
    double: ({ tag }) => readable(file, () => dataSet.double(tag) ?? null),
    uint16s: ({ tag }) => readable(file, () => uint16sOf(dataSet, tag)),
    raw: ({ tag }) => rawOf(dataSet, tag),
    items: ({ tag }) =>
      (dataSet.elements[tag]?.items ?? []).flatMap((item) =>
        item.dataSet === undefined ? [] : [toDicomDataSet(item.dataSet, file, transferSyntax)],
      ),
    // An item begins with its tag and its length, of four bytes each.
    itemOffsets: ({ tag }) =>
      (dataSet.elements[tag]?.items ?? []).flatMap(({ dataSet: item, dataOffset }) =>
        item === undefined ? [] : [dataOffset - 8],
      ),
    pixelElement: pixelElementOf(dataSet),
    elements: () =>
      listElements(dataSet).map((element) => ({
        element,
        items: element.items?.map((item) => toDicomDataSet(item, file, transferSyntax)) ?? null,
      })),
  }
}

function readable<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw new AppError('dicom/unreadable', { file }, { cause })
  }
}
