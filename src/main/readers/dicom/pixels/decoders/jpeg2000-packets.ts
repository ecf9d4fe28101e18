/** Into how many pieces a JPEG 2000 stream cuts its image: tiles, layers, resolutions and precincts. */

/** A decoder keeps some KiB for each tile before it reads the first. Slides of pathology have a stream per tile instead. */
const MAX_TILES = 4096
/** One per layer, resolution, component and precinct: a decoder keeps a note for each. */
const MAX_PACKETS = 2 ** 24
/** A precinct of the largest size that can be written holds any image. */
const WHOLE = 15
const CODING_STYLE = 0xff52
const FIRST_TILE = 0xff90

/**
 * Says what a stream has too much of; null where all is well. `start` is where it begins (ff4f ff51); components have the full size.
 * Errors: RangeError where it breaks off. Source: ITU-T T.800, A.5.1, A.6.1 and B.6.
 */
export function excessOf(view: DataView, start: number): string | null {
  const number = (at: number): number => view.getUint32(start + at)
  const [columns, rows] = [number(8) - number(16), number(12) - number(20)]
  const [tileWidth, tileHeight] = [number(24), number(28)]
  if (tileWidth === 0 || tileHeight === 0) return 'tiles without a size in a JPEG 2000 image'
  const across = Math.ceil((number(8) - number(32)) / tileWidth)
  const down = Math.ceil((number(12) - number(36)) / tileHeight)
  if (across * down > MAX_TILES) return `${across * down} tiles (more than ${MAX_TILES}) in a JPEG 2000 image`
  const style = codingStyle(view, start + 2)
  if (style === null) return null
  const perLayer = style.precincts.reduce((sum, { width, height }, at) => {
    const shrink = 2 ** (style.precincts.length - 1 - at)
    return sum + (Math.ceil(columns / shrink / 2 ** width) + 1) * (Math.ceil(rows / shrink / 2 ** height) + 1)
  }, 0)
  const packets = perLayer * style.layers * view.getUint16(start + 40)
  return packets <= MAX_PACKETS ? null : `more than ${MAX_PACKETS} packets in a JPEG 2000 image`
}

interface CodingStyle {
  readonly layers: number
  /** Exponents by resolution, the coarsest first. */
  readonly precincts: readonly { readonly width: number; readonly height: number }[]
}

/** The style of the whole image; that of single components and tiles is left to the decoder. */
function codingStyle(view: DataView, size: number): CodingStyle | null {
  let at = size
  while (view.getUint16(at) !== FIRST_TILE) {
    if (view.getUint16(at) === CODING_STYLE) {
      const isWritten = view.getUint8(at + 4) % 2 === 1
      const resolutions = Math.min(view.getUint8(at + 9), 32) + 1
      const precincts = Array.from({ length: resolutions }, (_, index) => {
        const exponents = isWritten ? view.getUint8(at + 14 + index) : WHOLE * 17
        return { width: exponents % 16, height: Math.floor(exponents / 16) }
      })
      return { layers: view.getUint16(at + 6), precincts }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}
