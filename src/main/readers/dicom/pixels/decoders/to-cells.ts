/** Bytes of an uncompressed frame -> cells. */
import type { PixelDescription } from '../pixel-description'
import type { PixelCells } from './pixel-decoder'

/** Reads cells of 8 to 64 bits in the given byte order. Ownership: returns a new array. */
export function toCells(
  frame: Uint8Array,
  { bitsAllocated, isFloat }: PixelDescription,
  isLittleEndian: boolean,
): PixelCells {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const count = Math.floor((frame.length * 8) / bitsAllocated)
  const index = { length: count }
  switch (bitsAllocated) {
    case 1:
    case 8:
    case 12:
      // Packed cells are taken apart by the decoder of uncompressed pixels.
      return frame.slice()
    case 16:
      return Uint16Array.from(index, (_, at) => view.getUint16(at * 2, isLittleEndian))
    case 32:
      return isFloat
        ? Float32Array.from(index, (_, at) => view.getFloat32(at * 4, isLittleEndian))
        : Uint32Array.from(index, (_, at) => view.getUint32(at * 4, isLittleEndian))
    case 64:
      return Float64Array.from(index, (_, at) => view.getFloat64(at * 8, isLittleEndian))
  }
}

/** Planes [sample, row, column] -> pixels [row, column, sample]. Ownership: returns a new array. */
export function interleave(planes: PixelCells, samplesPerPixel: number): PixelCells {
  const cells = planes.slice()
  const pixelCount = planes.length / samplesPerPixel
  for (let index = 0; index < cells.length; index++) {
    const sample = index % samplesPerPixel
    cells[index] = planes[sample * pixelCount + (index - sample) / samplesPerPixel] ?? 0
  }
  return cells
}
