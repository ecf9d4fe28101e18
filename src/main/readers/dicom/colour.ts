/** 2 of 11: every DICOM colour model -> red, green, blue. */
import type { PixelCells } from './decoders/pixel-decoder'
import type { Palette } from './palette'
import type { Photometric } from './pixel-description'

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

/**
 * Tells whether cells are luminance and two colour differences. Those of JPEG 2000 (YBR_ICT, YBR_RCT) come out of its codec as RGB
 * (PS3.5, A.4.4).
 */
export function isLuminance(photometric: Photometric): boolean {
  return photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422'
}

/** Y, Cb, Cr in 0..`maxValue` -> R, G, B, in place, [pixels, 3]. Source: PS3.3 C.7.6.3.1.2. */
export function convertToRgb(values: Float32Array, maxValue: number): void {
  const middle = (maxValue + 1) / 2
  const limited = (value: number): number => Math.min(maxValue, Math.max(0, Math.round(value)))
  for (let at = 0; at < values.length; at += 3) {
    const [y = 0, cb = 0, cr = 0] = values.subarray(at, at + 3)
    values[at] = limited(y + 1.402 * (cr - middle))
    values[at + 1] = limited(y - 0.344136 * (cb - middle) - 0.714136 * (cr - middle))
    values[at + 2] = limited(y + 1.772 * (cb - middle))
  }
}
