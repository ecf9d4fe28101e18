/** Samples of fewer than 8 bits, several to a byte, one number each. */

/**
 * Unpacks samples of 1, 2 or 4 bits; rows start at a whole byte, the leftmost sample has the highest bits.
 * Returns [height, width] sample values, unscaled. Source: PNG specification, section 7.2.
 */
export function unpackSamples(packed: Uint8Array, width: number, height: number, bits: number): Uint8Array {
  const samples = new Uint8Array(width * height)
  const rowBytes = Math.ceil((width * bits) / 8)
  const mask = (1 << bits) - 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = packed[y * rowBytes + ((x * bits) >> 3)] ?? 0
      samples[y * width + x] = (byte >> (8 - bits - ((x * bits) & 7))) & mask
    }
  }
  return samples
}
