/** Every DICOM colour model -> red, green, blue. */
import { toCodedImage } from './decoders/coded-image'
import type { PixelCells } from './decoders/pixel-decoder'
import type { Palette } from './palette'
import type { Photometric } from './pixel-description'

/** What the samples of a decoded frame are; luminance in full range (0 to the largest) or in the range of video. */
export type FrameColour = 'grey' | 'palette' | 'rgb' | 'luminance' | 'video-luminance'

const colours: Readonly<Record<Photometric, FrameColour>> = {
  MONOCHROME1: 'grey',
  MONOCHROME2: 'grey',
  'PALETTE COLOR': 'palette',
  RGB: 'rgb',
  // The codec of JPEG 2000 undoes its own transform (PS3.5, 8.2.4).
  YBR_ICT: 'rgb',
  YBR_RCT: 'rgb',
  YBR_FULL: 'luminance',
  YBR_FULL_422: 'luminance',
  YBR_PARTIAL_422: 'video-luminance',
  YBR_PARTIAL_420: 'video-luminance',
}

/** Finds the colour model that the header states for the decoded frame. */
export function statedColour(photometric: Photometric): FrameColour {
  return colours[photometric]
}

/**
 * Finds the colour model of a compressed frame: a JPEG or JPEG 2000 stream that says it knows better than the header, which many
 * writers leave as it was before compression.
 */
export function codedColour(frame: Uint8Array, photometric: Photometric): FrameColour {
  const stated = statedColour(photometric)
  const coded = toCodedImage(frame)?.colour ?? null
  if (coded === null || stated === 'grey' || stated === 'palette') return stated
  return coded === 'luminance' && stated === 'video-luminance' ? stated : coded
}

/** Replaces indices by their colours, [pixels] -> [pixels, 3]. */
export function fromPalette(
  cells: PixelCells,
  { first, channels }: Palette,
  stored: (cell: number) => number,
): Float32Array {
  const rgb = new Float32Array(cells.length * 3)
  for (let pixel = 0; pixel < cells.length; pixel += 1) {
    for (const [channel, entries] of channels.entries()) {
      const entry = Math.min(entries.length - 1, Math.max(0, stored(cells[pixel] ?? 0) - first))
      rgb[pixel * 3 + channel] = entries[entry] ?? 0
    }
  }
  return rgb
}

/** Y, Cb, Cr in 0..`maxValue` -> R, G, B, in place, [pixels, 3]. Source: PS3.3 C.7.6.3.1.2. */
export function fullToRgb(values: Float32Array, maxValue: number): void {
  const middle = (maxValue + 1) / 2
  eachPixel(values, maxValue, (y, cb, cr) => [
    y + 1.402 * (cr - middle),
    y - 0.344136 * (cb - middle) - 0.714136 * (cr - middle),
    y + 1.772 * (cb - middle),
  ])
}

/** Y in 16..235, Cb and Cr in 16..240 -> R, G, B in 0..255, in place, [pixels, 3]. Source: PS3.3-2004 C.7.6.3.1.2 (CCIR 601-2). */
export function videoToRgb(values: Float32Array): void {
  eachPixel(values, 255, (y, cb, cr) => {
    const luminance = 1.1644 * (y - 16)
    return [
      luminance + 1.596 * (cr - 128),
      luminance - 0.3917 * (cb - 128) - 0.813 * (cr - 128),
      luminance + 2.0173 * (cb - 128),
    ]
  })
}

function eachPixel(
  values: Float32Array,
  maxValue: number,
  convert: (y: number, cb: number, cr: number) => readonly [number, number, number],
): void {
  const limited = (value: number): number => Math.min(maxValue, Math.max(0, Math.round(value)))
  for (let at = 0; at < values.length; at += 3) {
    const [red, green, blue] = convert(values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0)
    values[at] = limited(red)
    values[at + 1] = limited(green)
    values[at + 2] = limited(blue)
  }
}
