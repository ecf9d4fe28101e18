/** Files that hold other files: archives and compressed ones, by their first bytes. */
import { constants, gunzipSync } from 'node:zlib'
import { foreignFormatOf } from './foreign-format'
import { formatOf, type SourceFormat } from './source-format'

interface Packing {
  /** As it stands in a sentence: "x.7z is a 7z archive; ...". */
  readonly name: string
  readonly offset: number
  /** Latin-1 text of the bytes. */
  readonly bytes: string
}

const GZIP = 'a gzip file'

const packings: readonly Packing[] = [
  { name: GZIP, offset: 0, bytes: '\x1f\x8b' },
  { name: 'a ZIP archive', offset: 0, bytes: 'PK\x03\x04' },
  { name: 'an empty ZIP archive', offset: 0, bytes: 'PK\x05\x06' },
  { name: 'a 7z archive', offset: 0, bytes: '7z\xbc\xaf\x27\x1c' },
  { name: 'a RAR archive', offset: 0, bytes: 'Rar!\x1a\x07' },
  { name: 'a bzip2 file', offset: 0, bytes: 'BZh' },
  { name: 'an xz file', offset: 0, bytes: '\xfd7zXZ\0' },
  { name: 'a Zstandard file', offset: 0, bytes: '\x28\xb5\x2f\xfd' },
  { name: 'an LZ4 file', offset: 0, bytes: '\x04\x22\x4d\x18' },
  { name: 'a file of compress (.Z)', offset: 0, bytes: '\x1f\x9d' },
  { name: 'a tar archive', offset: 257, bytes: 'ustar' },
]

const names: Readonly<Record<SourceFormat, string>> = {
  png: 'a PNG image',
  jpeg: 'a JPEG image',
  tiff: 'a TIFF image',
  bmp: 'a BMP image',
  npy: 'an NPY array',
  dicom: 'a DICOM file',
  nifti: 'a NIfTI volume',
  nrrd: 'an NRRD file',
  metaimage: 'a MetaImage',
}

/** Compressed bytes that are asked for what they hold. */
export const PACKED_BYTES = 16_384

/** Names the packing of a file by its first bytes; null when it is none. */
export function packingOf(head: Uint8Array): string | null {
  const text = Buffer.from(head.subarray(0, 264)).toString('latin1')
  return packings.find(({ offset, bytes }) => text.startsWith(bytes, offset))?.name ?? null
}

/** Inflates the beginning of a gzip file; null for another file and where it does not inflate. */
export function inflateStart(head: Uint8Array): Uint8Array | null {
  if (packingOf(head) !== GZIP) return null
  try {
    return gunzipSync(head.subarray(0, PACKED_BYTES), { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return null
  }
}

/** Names what the beginning of an unpacked file shows; null where nothing is recognised. */
export function contentName(start: Uint8Array): string | null {
  const format = formatOf(start)
  if (format !== null && packingOf(start) === null) return names[format]
  const known = packingOf(start) ?? foreignFormatOf(start)
  return known ?? (isText(start) ? 'text (a table or a report)' : null)
}

/** No control characters but line ends and tabs. */
function isText(start: Uint8Array): boolean {
  return start.length > 0 && start.every((byte) => byte >= 32 || [9, 10, 13].includes(byte))
}
