/** Stored cells -> physical values. */
import type { PixelCells } from './decoders/pixel-decoder'
import type { ModalityLut } from './modality-lut'
import type { PixelDescription } from './pixel-description'

/** value = stored x slope + intercept, or the entry of a table (PS3.3 C.11.1). */
export interface Rescale {
  readonly slope: number
  readonly intercept: number
  readonly lut: ModalityLut | null
}

/**
 * Makes the reader of stored values: bits outside BitsStored are dropped (old files keep overlays there) and the sign is taken from
 * the highest stored bit, whatever lies above it (PS3.5, 8.1.1). Floating point cells are the values themselves.
 */
export function createStored({
  highBit,
  bitsStored,
  isSigned,
  isFloat,
}: PixelDescription): (cell: number) => number {
  if (isFloat) return (cell) => cell
  const shift = highBit + 1 - bitsStored
  const unused = 32 - bitsStored
  return (cell) => {
    // Pushing the value to the top of 32 bits and back drops what lies above it and copies the sign down.
    const top = (cell >>> shift) << unused
    return isSigned ? top >> unused : top >>> unused
  }
}

/**
 * Writes the physical values of one frame into `out` from `offset` on. Window and VOI table are not applied: models are trained on
 * physical values. Limits: float32 holds whole numbers up to 2^24 exactly.
 */
export function fillRescaled(
  out: Float32Array,
  offset: number,
  cells: PixelCells,
  pixels: PixelDescription,
  { slope, intercept, lut }: Rescale,
): void {
  const stored = createStored(pixels)
  for (let index = 0; index < cells.length; index++) {
    const value = stored(cells[index] ?? 0)
    out[offset + index] = lut === null ? value * slope + intercept : entryOf(lut, value)
  }
}

/** Returns the largest physical value that BitsStored can hold; for floating point, 1 (the file does not say). */
export function largestValue(pixels: PixelDescription, { slope, intercept, lut }: Rescale): number {
  if (lut !== null) return Math.max(...lut.values)
  if (pixels.isFloat) return 1
  const bits = pixels.isSigned ? pixels.bitsStored - 1 : pixels.bitsStored
  const highest = 2 ** bits - 1
  const lowest = pixels.isSigned ? -(2 ** bits) : 0
  return Math.max(highest * slope, lowest * slope) + intercept
}

function entryOf({ first, values }: ModalityLut, stored: number): number {
  const index = Math.min(values.length - 1, Math.max(0, stored - first))
  return values[index] ?? 0
}
