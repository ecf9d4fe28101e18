/** DICOM files without preamble, known by their first element. */
import { EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from './transfer-syntax'

export interface RawDicom {
  /** Bytes that dicom-parser takes. */
  readonly bytes: Uint8Array
  /** Null when the file meta header says it. */
  readonly syntax: string | null
}

const PREAMBLE_BYTES = 128
const FIRST_BYTES = 8
const META_GROUP = 0x0002
/** FileMetaInformationGroupLength is required to be the first, but not every writer knows (PS3.10, 7.1). */
const LAST_META_ELEMENT = 0x0010
const IDENTIFYING_GROUP = 0x0008
/** SpecificCharacterSet, ImageType, InstanceCreationDate/Time, SOPClassUID and SOPInstanceUID come first in every object. */
const LAST_FIRST_ELEMENT = 0x0018
/** Group lengths and the first attributes are short. */
const LONGEST_FIRST_VALUE = 256
const valueRepresentations = new Set(['UL', 'CS', 'DA', 'TM', 'UI', 'OB'])

/**
 * Recognises a data set that begins without preamble: by its meta group, or by a short first attribute of group
 * 0008. Null when it is none. Source: DICOM PS3.10, 7 (what is missing), PS3.5, 7.1 (elements).
 */
export function rawDicomOf(bytes: Uint8Array): RawDicom | null {
  if (bytes.length < FIRST_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const group = view.getUint16(0, true)
  const element = view.getUint16(2, true)
  const vr = String.fromCharCode(view.getUint8(4), view.getUint8(5))
  const isExplicit = valueRepresentations.has(vr)
  if (group === META_GROUP && element <= LAST_META_ELEMENT && isExplicit)
    return { bytes: withPreamble(bytes), syntax: null }
  const isBigEndian = view.getUint16(0) === IDENTIFYING_GROUP && view.getUint16(2) <= LAST_FIRST_ELEMENT
  if (isBigEndian && isExplicit) return { bytes, syntax: EXPLICIT_BIG }
  if (group !== IDENTIFYING_GROUP || element > LAST_FIRST_ELEMENT) return null
  if (isExplicit) return { bytes, syntax: EXPLICIT_LITTLE }
  const length = view.getUint32(4, true)
  return length > 0 && length <= LONGEST_FIRST_VALUE && length % 2 === 0
    ? { bytes, syntax: IMPLICIT_LITTLE }
    : null
}

function withPreamble(bytes: Uint8Array): Uint8Array {
  const mark = Buffer.from('DICM', 'latin1')
  return new Uint8Array(Buffer.concat([new Uint8Array(PREAMBLE_BYTES), mark, bytes]))
}
