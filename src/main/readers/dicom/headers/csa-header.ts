/** The private header of Siemens MR images: names with texts. */

const TAG_BYTES = 84
const ITEM_BYTES = 16
const MAX_TAGS = 1000

/**
 * Reads the texts of one element of a CSA header (both versions); none when it is absent or the header is damaged.
 * Source: nibabel, "CSA headers", and its csareader.py, by which the lengths of version 1 are relative to the first tag.
 */
export function csaTexts(bytes: Uint8Array, wanted: string): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isSecond = latin1(bytes, 0, 4) === 'SV10'
  let at = isSecond ? 8 : 0
  if (bytes.length < at + 8) return []
  const tagCount = Math.min(view.getUint32(at, true), MAX_TAGS)
  at += 8
  let firstItemCount: number | null = null
  for (let tag = 0; tag < tagCount && at + TAG_BYTES <= bytes.length; tag += 1) {
    const name = latin1(bytes, at, 64)
    const itemCount = view.getInt32(at + 76, true)
    firstItemCount ??= itemCount
    const base = isSecond ? null : firstItemCount
    const items = readItems(bytes, at + TAG_BYTES, itemCount, base)
    if (items === null) return []
    if (name === wanted) return items.texts.filter((text) => text !== '')
    at = items.end
  }
  return []
}

interface Items {
  readonly texts: readonly string[]
  readonly end: number
}

/** `base` is what lengths of version 1 are counted from; null in version 2, which says them plainly. */
function readItems(bytes: Uint8Array, start: number, count: number, base: number | null): Items | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts: string[] = []
  let at = start
  for (let item = 0; item < count; item += 1) {
    if (at + ITEM_BYTES > bytes.length) return null
    const length = base === null ? view.getInt32(at + 4, true) : view.getInt32(at, true) - base
    at += ITEM_BYTES
    // Version 1 marks the end of the items of a tag by a length that does not fit.
    if (length < 0 || at + length > bytes.length) return base === null ? null : { texts, end: at }
    texts.push(latin1(bytes, at, length).trim())
    at += Math.ceil(length / 4) * 4
  }
  return { texts, end: at }
}

/** Text up to the first zero byte. */
function latin1(bytes: Uint8Array, start: number, length: number): string {
  const text = Buffer.from(bytes.subarray(start, start + length)).toString('latin1')
  return text.split('\0')[0] ?? ''
}
