/** Cells of one bit, eight in a byte. */

/** Takes cells apart, the lowest bit first (PS3.5, 8.1.1). Ownership: returns a new array. */
export function unpackBits(bytes: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => ((bytes[index >> 3] ?? 0) >> (index & 7)) & 1)
}
