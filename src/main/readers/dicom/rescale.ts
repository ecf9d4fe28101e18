/** 2 of 11: stored bit patterns -> physical values. */
import type { PixelCells } from './decoders/pixel-decoder'
import type { PixelDescription } from './pixel-description'

/** value = stored x slope + intercept (PS3.3 C.11.1). */
export interface Rescale {
  readonly slope: number
  readonly intercept: number
}

/**
 * Writes the physical values of one slice into `out` from `offset` on. Bits outside BitsStored are dropped (old files keep
 * overlays there) and the sign is taken from the highest stored bit, whatever lies above it (PS3.5, 8.1.1).
 */
export function fillRescaled(
  out: Float32Array,
  offset: number,
  cells: PixelCells,
  pixels: PixelDescription,
  { slope, intercept }: Rescale,
): void {
  const shift = pixels.highBit + 1 - pixels.bitsStored
  const unused = 32 - pixels.bitsStored
  for (let index = 0; index < cells.length; index++) {
    // Pushing the value to the top of 32 bits and back drops what lies above it and copies the sign down.
    const top = ((cells[index] ?? 0) >>> shift) << unused
    const stored = pixels.isSigned ? top >> unused : top >>> unused
    out[offset + index] = stored * slope + intercept
  }
}

/** Returns the largest physical value that BitsStored can hold. */
export function largestValue(pixels: PixelDescription, { slope, intercept }: Rescale): number {
  const bits = pixels.isSigned ? pixels.bitsStored - 1 : pixels.bitsStored
  const highest = 2 ** bits - 1
  const lowest = pixels.isSigned ? -(2 ** bits) : 0
  return Math.max(highest * slope, lowest * slope) + intercept
}
