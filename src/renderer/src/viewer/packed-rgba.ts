/** Four bytes of a pixel as one number, so that it is written at once. */

/** Every machine that draws this has its lowest byte first: red. */
export function packRgba(red: number, green: number, blue: number, alpha: number): number {
  const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))
  return ((byte(alpha) << 24) | (byte(blue) << 16) | (byte(green) << 8) | byte(red)) >>> 0
}
