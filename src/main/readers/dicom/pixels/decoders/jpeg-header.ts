/** The header of a JPEG or JPEG-LS stream, and its end. */
import type { CodedImage } from './coded-image'

const START = 0xffd8
const SCAN = 0xda
const SCAN_MARKER = Buffer.of(0xff, SCAN)
const END = Buffer.of(0xff, 0xd9)
const JFIF_SEGMENT = 0xe0
const ADOBE_SEGMENT = 0xee
/** Start of frame: 0xc0 to 0xcf but for tables (c4, cc) and an extension (c8); 0xf7 is that of JPEG-LS. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, 0xf7])
/** Baseline, extended and progressive: JFIF says something about their colours only. */
const LAST_LOSSY_FRAME = 0xc2
/** Component names R, G and B: what encoders write that do not transform colours. */
const RGB_NAMES = '82,71,66'

interface Hints {
  readonly isJfif: boolean
  /** ColorTransform of the Adobe segment: 0 none, 1 luminance and colour differences; null without one. */
  readonly adobeTransform: number | null
}

/** Reads the frame header of a JPEG or JPEG-LS stream; null for another stream. Errors: RangeError where it breaks off. */
export function toJpegImage(view: DataView): CodedImage | null {
  if (view.getUint16(0) !== START) return null
  let hints: Hints = { isJfif: false, adobeTransform: null }
  let at = 2
  for (;;) {
    // Any number of 0xff may come before a marker.
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at += 1
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff || marker === SCAN) return null
    if (FRAMES.has(marker)) return toImage(view, at, marker, hints)
    hints = hintsOf(view, at, marker, hints)
    at += 2 + view.getUint16(at + 2)
  }
}

/**
 * Tells whether a stream has its end, with anything behind it: the decoder would fill the rest of one that is cut short with grey. No
 * marker looks like the end inside coded pixels (T.81, B.1.1.5), but a thumbnail before them may have one.
 */
export function hasJpegEnd(frame: Uint8Array): boolean {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.length)
  return bytes.lastIndexOf(END) > bytes.lastIndexOf(SCAN_MARKER)
}

function hintsOf(view: DataView, at: number, marker: number, hints: Hints): Hints {
  if (marker === JFIF_SEGMENT && lettersAt(view, at + 4, 4) === 'JFIF') return { ...hints, isJfif: true }
  if (marker === ADOBE_SEGMENT && lettersAt(view, at + 4, 5) === 'Adobe') {
    return { ...hints, adobeTransform: view.getUint8(at + 15) }
  }
  return hints
}

function toImage(view: DataView, at: number, marker: number, hints: Hints): CodedImage {
  const samples = view.getUint8(at + 9)
  const components = Array.from({ length: samples }, (_, index) => ({
    name: view.getUint8(at + 10 + 3 * index),
    sampling: view.getUint8(at + 11 + 3 * index),
  }))
  return {
    rows: view.getUint16(at + 5),
    columns: view.getUint16(at + 7),
    samples,
    bits: view.getUint8(at + 4),
    isSigned: false,
    colour: samples === 3 ? colourOf(components, marker, hints) : null,
    unread: null,
  }
}

function colourOf(
  components: readonly { readonly name: number; readonly sampling: number }[],
  marker: number,
  { isJfif, adobeTransform }: Hints,
): CodedImage['colour'] {
  if (adobeTransform === 0) return 'rgb'
  if (adobeTransform === 1) return 'luminance'
  if (components.map(({ name }) => name).join() === RGB_NAMES) return 'rgb'
  // Only colour differences are stored more coarsely than the rest.
  const isSubsampled = components.some(({ sampling }) => sampling !== components[0]?.sampling)
  return isSubsampled || (isJfif && marker <= LAST_LOSSY_FRAME) ? 'luminance' : null
}

function lettersAt(view: DataView, at: number, count: number): string {
  return String.fromCharCode(...Array.from({ length: count }, (_, index) => view.getUint8(at + index)))
}
