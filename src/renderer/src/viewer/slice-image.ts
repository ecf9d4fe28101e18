/** Float pixels of a slice -> what a canvas shows. */
export interface SlicePixels {
  /** [height, width, channels] */
  readonly dims: readonly [number, number, number]
  readonly values: Float32Array
}

/** Smallest and largest value shown: below is black, above is white. */
export type DisplayRange = readonly [number, number]

/** Maps the range to 0..255; three channels are RGB, of any other number `channel` is shown as grey. */
export function toRgba(
  { dims, values }: SlicePixels,
  [low, high]: DisplayRange,
  channel = 0,
): Uint8ClampedArray<ArrayBuffer> {
  const [height, width, channels] = dims
  const factor = high > low ? 255 / (high - low) : 0
  const rgba = new Uint8ClampedArray(height * width * 4)
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let colour = 0; colour < 3; colour += 1) {
      const value = values[pixel * channels + (channels === 3 ? colour : channel)] ?? low
      rgba[4 * pixel + colour] = (value - low) * factor
    }
    rgba[4 * pixel + 3] = 255
  }
  return rgba
}
