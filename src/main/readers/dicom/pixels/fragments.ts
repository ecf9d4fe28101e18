/** Compressed pixels lie in fragments; which of them make a frame? */
import { AppError } from '@shared/errors'

/** One item of the pixel sequence. */
export interface Fragment {
  /** Distance of the item from the first fragment, as offset tables count it. */
  readonly offset: number
  readonly bytes: Uint8Array
}

export interface PixelFragments {
  readonly fragments: readonly Fragment[]
  /** Offsets of the frames from the first item; empty when the table is. */
  readonly offsets: readonly number[]
}

const ITEM = 0xe000
const DELIMITER = 0xe0dd
const ITEM_GROUP = 0xfffe
const HEADER_BYTES = 8

/**
 * Reads the items of encapsulated pixels from `start` on: the basic offset table, then fragments. An extended offset table stands
 * for the basic one. Errors: dicom/pixel-bytes when an
 * item says more than there is, dicom/fragments for anything that is no item. Source: PS3.5, A.4.
 */
export function readFragments(
  bytes: Uint8Array,
  start: number,
  extendedTable: Uint8Array | null,
  file: string,
): PixelFragments {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const items: { readonly at: number; readonly bytes: Uint8Array }[] = []
  let at = start
  while (at + HEADER_BYTES <= bytes.length) {
    const element = view.getUint16(at + 2, true)
    const length = view.getUint32(at + 4, true)
    if (view.getUint16(at, true) !== ITEM_GROUP || (element !== ITEM && element !== DELIMITER)) {
      throw new AppError('dicom/fragments', { file, problem: `item ${items.length + 1} has no item tag` })
    }
    if (element === DELIMITER) break
    const end = at + HEADER_BYTES + length
    if (end > bytes.length) {
      const actualBytes = bytes.length - at - HEADER_BYTES
      throw new AppError('dicom/pixel-bytes', { file, expectedBytes: length, actualBytes })
    }
    items.push({ at, bytes: bytes.subarray(at + HEADER_BYTES, end) })
    at = end
  }
  const [table, first, ...others] = items
  if (table === undefined || first === undefined) {
    throw new AppError('dicom/fragments', { file, problem: 'there is no fragment' })
  }
  const fragments = [first, ...others].map((item) => ({ offset: item.at - first.at, bytes: item.bytes }))
  return {
    fragments,
    offsets: extendedTable === null ? toOffsets(table.bytes) : toLongOffsets(extendedTable),
  }
}

function toOffsets(table: Uint8Array): number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength)
  return Array.from({ length: Math.floor(table.length / 4) }, (_, index) => view.getUint32(index * 4, true))
}

/** Offsets of 64 bits, for files whose frames lie beyond 4 GiB (PS3.3 C.7.6.3.1.8). */
function toLongOffsets(table: Uint8Array): number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength)
  return Array.from({ length: Math.floor(table.length / 8) }, (_, index) =>
    Number(view.getBigUint64(index * 8, true)),
  )
}

/**
 * Joins the fragments of each frame: by an offset table, one fragment per frame, all for a single frame, or where a new compressed
 * image begins. Errors: dicom/fragments when frames and fragments do not fit together. Returns one stream per frame.
 */
export function toFrames({ fragments, offsets }: PixelFragments, frames: number, file: string): Uint8Array[] {
  if (frames === 1) return [joinAll(fragments)]
  const starts = startsOf(fragments, offsets, frames)
  if (starts === null) {
    const problem = `${fragments.length} fragments cannot be told apart into ${frames} frames`
    throw new AppError('dicom/fragments', { file, problem })
  }
  return starts.map((start, frame) => joinAll(fragments.slice(start, starts[frame + 1] ?? fragments.length)))
}

/** Index of the first fragment of every frame; null when it cannot be known. */
function startsOf(
  fragments: readonly Fragment[],
  offsets: readonly number[],
  frames: number,
): readonly number[] | null {
  if (fragments.length === frames) return fragments.map((_, index) => index)
  const byTable = offsets.map((offset) => fragments.findIndex((one) => one.offset === offset))
  const isOrdered = byTable.every((start, frame) => start >= 0 && start > (byTable[frame - 1] ?? -1))
  if (byTable.length === frames && isOrdered) return byTable
  const byContent = fragments.flatMap(({ bytes }, index) => (beginsImage(bytes) ? [index] : []))
  return byContent.length === frames && byContent[0] === 0 ? byContent : null
}

/** Start of image in JPEG and JPEG-LS (FF D8 FF), start of codestream in JPEG 2000 (FF 4F FF 51). */
function beginsImage([first, second, third]: Uint8Array): boolean {
  return first === 0xff && (second === 0xd8 || second === 0x4f) && third === 0xff
}

function joinAll(fragments: readonly Fragment[]): Uint8Array {
  const [only, ...others] = fragments
  if (only !== undefined && others.length === 0) return only.bytes
  return new Uint8Array(Buffer.concat(fragments.map(({ bytes }) => bytes)))
}
