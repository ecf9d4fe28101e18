/** PackBits strips of a TIFF. */

/**
 * Inflates runs and literals to at most `limitBytes`; what is missing at the end is missing in the result.
 * Source: TIFF 6.0, section 9.
 */
export function inflatePackBits(bytes: Uint8Array, limitBytes: number): Uint8Array {
  const output = new Uint8Array(limitBytes)
  let filled = 0
  let offset = 0
  while (offset < bytes.length && filled < limitBytes) {
    const head = bytes[offset++] ?? 0
    if (head === 128) continue
    const isRun = head > 128
    const count = isRun ? 257 - head : head + 1
    const end = Math.min(filled + count, limitBytes)
    if (isRun) output.fill(bytes[offset] ?? 0, filled, end)
    else output.set(bytes.subarray(offset, offset + end - filled), filled)
    const available = isRun ? end : filled + Math.min(end - filled, bytes.length - offset)
    filled = isRun && offset >= bytes.length ? filled : available
    offset += isRun ? 1 : count
  }
  return output.subarray(0, filled)
}
