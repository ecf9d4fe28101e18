/** The file meta header, which says how the data set behind it is encoded. */

export interface MetaHeader {
  readonly transferSyntax: string | null
  /** MediaStorageSOPClassUID: what kind of object the file holds. */
  readonly sopClass: string | null
  /** Where the data set begins. */
  readonly end: number
}

const MARK_OFFSET = 128
const META_GROUP = 0x0002
const SOP_CLASS = 0x0002
const TRANSFER_SYNTAX = 0x0010
/** Value representations with a length of 32 bits behind two reserved bytes. */
const LONG = new Set(['OB', 'OW', 'UN', 'UT', 'SQ'])

/**
 * Reads the meta header; null when there is no preamble before it or it breaks off. It is always explicit little endian, and looked
 * at alone, because what lies behind it may be compressed or swapped. Source: PS3.10, 7.1.
 */
export function readMetaHeader(bytes: Uint8Array): MetaHeader | null {
  if (Buffer.from(bytes.subarray(MARK_OFFSET, MARK_OFFSET + 4)).toString('latin1') !== 'DICM') return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = MARK_OFFSET + 4
  let transferSyntax: string | null = null
  let sopClass: string | null = null
  while (at + 8 <= bytes.length && view.getUint16(at, true) === META_GROUP) {
    const isLong = LONG.has(letters(bytes, at + 4, at + 6))
    if (isLong && at + 12 > bytes.length) return null
    const start = at + (isLong ? 12 : 8)
    const end = start + (isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true))
    if (end > bytes.length) return null
    const element = view.getUint16(at + 2, true)
    if (element === SOP_CLASS) sopClass = uidOf(bytes, start, end)
    if (element === TRANSFER_SYNTAX) transferSyntax = uidOf(bytes, start, end)
    at = end
  }
  return { transferSyntax, sopClass, end: at }
}

function uidOf(bytes: Uint8Array, start: number, end: number): string | null {
  const uid = letters(bytes, start, end)
    .replace(/\0[\s\S]*$/, '')
    .trim()
  return uid === '' ? null : uid
}

function letters(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1')
}
