/** Data sets that have to be taken out of their file before they can be parsed. */
import { inflateDataSet } from './inflate-data-set'
import { readMetaHeader } from './meta-header'
import { rawDicomOf } from './raw-dicom'
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, isUncompressed } from './transfer-syntax'

export interface EncodedBody {
  /** The data set without its meta header, inflated. */
  readonly bytes: Uint8Array
  /** How its elements are written. */
  readonly syntax: string
  /** How its pixels are stored. */
  readonly transferSyntax: string
}

/**
 * Takes out a data set that is deflated or written otherwise than its meta header promises, which its first element
 * shows: some writers put implicit elements behind an explicit label, or the other way round, or promise nothing. Null for every other
 * file. Errors: dicom/inflated-size; what zlib throws for a damaged stream. Source: PS3.5, A.
 */
export function encodedBodyOf(bytes: Uint8Array, file: string): EncodedBody | null {
  const meta = readMetaHeader(bytes)
  if (meta === null) return null
  const { transferSyntax: label, end } = meta
  const body = bytes.subarray(end)
  const shown = shownSyntax(label, body)
  if (shown !== null) {
    const isPlain = label === null || isUncompressed(label)
    return { bytes: body, syntax: shown, transferSyntax: isPlain ? shown : label }
  }
  if (label !== DEFLATED) return null
  return { bytes: inflateDataSet(body, file), syntax: EXPLICIT_LITTLE, transferSyntax: DEFLATED }
}

/** The syntax that the first element of a data set shows, where the label of its file promises another; null where they agree. */
export function shownSyntax(label: string | null, body: Uint8Array): string | null {
  const shown = rawDicomOf(body)?.syntax ?? null
  return shown !== null && isBroken(label, shown) ? shown : null
}

/** Everything but the implicit and the big endian syntax is explicit little endian. */
function isBroken(label: string | null, shown: string): boolean {
  if (label === null || label === DEFLATED) return true
  const promised = label === IMPLICIT_LITTLE || label === EXPLICIT_BIG ? label : EXPLICIT_LITTLE
  return promised !== shown
}
