/** The one importer of tiff: the directory of the only full image in a TIFF. */
import { decode, type TiffIfd } from 'tiff'
import { AppError } from '@shared/errors'
import { checkDirectories } from './check-directories'

/** Bits of NewSubfileType: a smaller version of another page, a transparency mask. */
const REDUCED = 1
const MASK = 4

/**
 * Reads the directories of a TIFF and picks the one of full size; thumbnails and masks are left out.
 * Errors: image/damaged, image/unsupported (BigTIFF), image/pages for more or fewer than one. Source: TIFF 6.0, section 8.
 */
export function readPage(bytes: Uint8Array, file: string): TiffIfd {
  checkDirectories(bytes, file)
  const pages = readDirectories(bytes, file)
  const full = pages.filter((page) => !isSecondary(page))
  const [page] = full
  if (page !== undefined && full.length === 1) return page
  throw new AppError('image/pages', { file, count: full.length })
}

/** The library reads tags only: its pixels would be unbounded in size and wrong for tiles and signed values. */
function readDirectories(bytes: Uint8Array, file: string): TiffIfd[] {
  try {
    return decode(bytes, { ignoreImageData: true })
  } catch (cause) {
    const why = 'a directory contradicts the format'
    throw new AppError('image/damaged', { file, format: 'TIFF', why }, { cause })
  }
}

function isSecondary(page: TiffIfd): boolean {
  const kind: unknown = page.get('NewSubfileType')
  if (typeof kind === 'number') return (kind & (REDUCED | MASK)) !== 0
  const oldKind: unknown = page.get('SubfileType')
  return oldKind === 2
}
