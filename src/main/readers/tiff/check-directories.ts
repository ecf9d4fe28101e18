/** The directories of a TIFF, walked within bounds before the library reads them. */
import { AppError } from '@shared/errors'

/** Bytes per value of the field types 1..12 (TIFF 6.0, section 2); others are passed over by the library. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8] as const

/** Tags whose value is the place of a directory of its own: EXIF and GPS. */
const directoryTags = new Set([0x8769, 0x8825])

/** A pathology stack has some hundred pages; more is damaged or hostile. */
const MAX_DIRECTORIES = 4096
/** A page has some twenty tags. */
const MAX_TAGS = 100_000
/** The library makes a number of each value, also of each byte of a private tag. */
const MAX_VALUES = 2 ** 26

interface Walk {
  readonly view: DataView
  readonly littleEndian: boolean
  readonly file: string
  /** Bytes of values still to be claimed: every value is stored once. */
  left: number
  tags: number
  values: number
}

/**
 * Follows all directories of a TIFF and checks that none is met twice and that no value lies outside the file, so that reading
 * them ends and takes no more memory than the file has bytes. Errors: image/damaged, image/unsupported for BigTIFF.
 */
export function checkDirectories(bytes: Uint8Array, file: string): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) throw damaged(file, 'it ends inside its header')
  const littleEndian = view.getUint8(0) === 0x49
  if (view.getUint16(2, littleEndian) === 43) {
    throw new AppError('image/unsupported', { file, format: 'TIFF', what: 'offsets of 64 bits (BigTIFF)' })
  }
  const walk: Walk = { view, littleEndian, file, left: 2 * bytes.length + 65_536, tags: 0, values: 0 }
  const waiting = [view.getUint32(4, littleEndian)]
  const seen = new Set<number>()
  for (let offset = waiting.pop(); offset !== undefined; offset = waiting.pop()) {
    if (offset === 0) continue
    if (seen.has(offset) || seen.size >= MAX_DIRECTORIES) throw damaged(file, 'its directories form no list')
    seen.add(offset)
    for (const link of linksOf(walk, offset)) waiting.push(link)
  }
  if (seen.size === 0) throw damaged(file, 'it has no directory')
}

function linksOf(walk: Walk, offset: number): number[] {
  const { view, littleEndian, file } = walk
  if (offset + 2 > view.byteLength) throw damaged(file, 'a directory lies outside the file')
  const entries = view.getUint16(offset, littleEndian)
  const end = offset + 2 + entries * 12
  if (end + 4 > view.byteLength) throw damaged(file, 'it ends inside a directory')
  walk.tags += entries
  if (walk.tags > MAX_TAGS) throw damaged(file, `its directories have more than ${MAX_TAGS} tags`)
  const links = [view.getUint32(end, littleEndian)]
  for (let entry = offset + 2; entry < end; entry += 12) {
    checkValue(walk, entry)
    const tag = view.getUint16(entry, littleEndian)
    if (directoryTags.has(tag)) links.push(view.getUint32(entry + 8, littleEndian))
  }
  return links
}

function checkValue(walk: Walk, entry: number): void {
  const { view, littleEndian, file } = walk
  const perValue = typeBytes[view.getUint16(entry + 2, littleEndian)] ?? 0
  const count = view.getUint32(entry + 4, littleEndian)
  const sizeBytes = perValue * count
  walk.left -= sizeBytes
  if (walk.left < 0) throw damaged(file, 'its directories claim more values than it can hold')
  walk.values += sizeBytes === 0 ? 0 : count
  if (walk.values > MAX_VALUES) throw damaged(file, `its directories have more than ${MAX_VALUES} values`)
  if (sizeBytes > 4 && view.getUint32(entry + 8, littleEndian) + sizeBytes > view.byteLength) {
    throw damaged(file, 'a value of a directory lies outside the file')
  }
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'TIFF', why })
}
