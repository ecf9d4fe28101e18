/** The one importer of exif-reader: how a camera held an image. */
import readExif from 'exif-reader'

/** Orientation stands in the first directory, at the beginning; the reader's lists are bounded by what it is given. */
const MAX_EXIF_BYTES = 8192

/**
 * Reads the orientation 1..8 of an EXIF block ("Exif" and two zeros, or the byte order first); 1 where it says nothing.
 * Returns null when the block is not readable. Source: EXIF 2.32, tag 274.
 */
export function exifOrientation(block: Uint8Array): number | null {
  try {
    const bytes = Buffer.from(block.subarray(0, MAX_EXIF_BYTES))
    const image: unknown = readExif(bytes).Image
    if (typeof image !== 'object' || image === null) return null
    const orientation: unknown = 'Orientation' in image ? image.Orientation : 1
    if (typeof orientation !== 'number') return null
    return orientation >= 1 && orientation <= 8 ? orientation : 1
  } catch {
    return null
  }
}
