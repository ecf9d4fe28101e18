/** The header of a JPEG 2000 stream, bare or inside a JP2 file. */
import type { CodedImage } from './coded-image'
import { excessOf } from './jpeg2000-packets'

/** Start of code stream with the size segment that must follow it. */
const START_AND_SIZE = 0xff4fff51
const CODING_STYLE = 0xff52
const FIRST_TILE = 0xff90
/** "jP" + two spaces: a JP2 file begins with this box. */
const JP2_SIGNATURE = 0x6a502020
/** The boxes of a JP2 file before its stream are short; colour profiles make the longest. */
const LONGEST_BOXES = 2 ** 20

/** A component that has a sample for every column and row. */
const FULL_SIZE = 0x0101
const GREY_BITS = 16
const COLOUR_BITS = 8

/** Reads the size and coding style of a JPEG 2000 stream; null for another stream. Errors: RangeError where it breaks off. */
export function toJpeg2000Image(view: DataView): CodedImage | null {
  const start = startOf(view)
  if (start === null) return null
  const samples = view.getUint16(start + 40)
  // Precision less one; the highest bit is the sign.
  const precision = view.getUint8(start + 42)
  return {
    columns: view.getUint32(start + 8) - view.getUint32(start + 16),
    rows: view.getUint32(start + 12) - view.getUint32(start + 20),
    samples,
    bits: (precision & 0x7f) + 1,
    isSigned: precision >= 0x80,
    colour: samples === 3 && isTransformed(view, start + 2) ? 'rgb' : null,
    unread: unreadOf(view, start, samples) ?? excessOf(view, start),
  }
}

/** The codec gives 16 bits of a grey sample and 8 of a colour, and takes every component for one of the full size. */
function unreadOf(view: DataView, start: number, samples: number): string | null {
  const components = Array.from({ length: samples }, (_, index) => ({
    precision: view.getUint8(start + 42 + 3 * index),
    step: view.getUint16(start + 43 + 3 * index),
  }))
  const [first] = components
  if (components.some(({ precision }) => precision !== first?.precision)) {
    return 'components of different depths in a JPEG 2000 image'
  }
  if (components.some(({ step }) => step !== FULL_SIZE)) return 'a subsampled component in a JPEG 2000 image'
  const bits = ((first?.precision ?? 0) & 0x7f) + 1
  if (bits <= (samples === 1 ? GREY_BITS : COLOUR_BITS)) return null
  return `${samples === 1 ? 'samples' : 'colours'} of ${bits} bits in a JPEG 2000 image`
}

function startOf(view: DataView): number | null {
  if (view.getUint32(0) === START_AND_SIZE) return 0
  if (view.getUint32(4) !== JP2_SIGNATURE) return null
  const end = Math.min(view.byteLength - 4, LONGEST_BOXES)
  for (let at = 12; at < end; at += 1) if (view.getUint32(at) === START_AND_SIZE) return at
  return null
}

/** The colour transform of the stream is undone by every decoder, so what comes out is RGB. */
function isTransformed(view: DataView, size: number): boolean {
  let at = size
  while (view.getUint16(at) !== FIRST_TILE) {
    if (view.getUint16(at) === CODING_STYLE) return view.getUint8(at + 8) === 1
    at += 2 + view.getUint16(at + 2)
  }
  return false
}
