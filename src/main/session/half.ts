/** IEEE half precision, which Node 20 has no array for: numbers <-> 16 bits. */

const bits = new DataView(new ArrayBuffer(4))

/** Rounds to the nearest half, ties to even, as IEEE 754 says; beyond 65504 it is infinite. */
export function toHalf(value: number): number {
  bits.setFloat32(0, value)
  const word = bits.getUint32(0)
  const sign = (word >>> 16) & 0x8000
  const exponent = (word >>> 23) & 0xff
  const fraction = word & 0x7fffff
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200)
  // The exponent of a float32 counts from 127, that of a half from 15.
  const unbiased = exponent - 112
  if (unbiased >= 31) return sign | 0x7c00
  if (unbiased < -10) return sign
  // Below the smallest normal half the hidden bit is shifted into the fraction.
  const [mantissa, shift] = unbiased > 0 ? [fraction, 13] : [fraction | 0x800000, 14 - unbiased]
  const kept = mantissa >>> shift
  const dropped = mantissa & ((1 << shift) - 1)
  const half = 1 << (shift - 1)
  const roundUp = dropped > half || (dropped === half && (kept & 1) === 1) ? 1 : 0
  // A carry out of the fraction raises the exponent, as it should.
  return sign | ((unbiased > 0 ? unbiased << 10 : 0) + kept + roundUp)
}

/** Reads the 16 bits of a half; exact. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1024 + fraction) * 2 ** (exponent - 25)
}
