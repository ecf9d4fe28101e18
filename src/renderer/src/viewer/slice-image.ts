/** Float pixels of a slice -> what a canvas shows. */
export interface SlicePixels {
  /** [height, width, channels] */
  readonly dims: readonly [number, number, number]
  readonly values: Float32Array
}

/** The values that are black and white; what lies beyond is so, too. The first may be the larger one. */
export type DisplayRange = readonly [number, number]

/** As a signed number, so that the loops below stay among whole numbers. */
const opaque = 0xff000000 | 0
/** The same red, green and blue. */
const grey = 0x010101

/** Maps the range to 0..255; three channels are RGB where `channel` is null, else that channel is shown as grey. */
export function toRgba(
  { dims, values }: SlicePixels,
  [low, high]: DisplayRange,
  channel: number | null = null,
): Uint8ClampedArray<ArrayBuffer> {
  const [height, width, channels] = dims
  const factor = high === low ? 0 : 255 / (high - low)
  /** What is no number is black. */
  const byteAt = (index: number): number => {
    const byte = ((values[index] ?? low) - low) * factor + 0.5
    return byte >= 255 ? 255 : byte > 0 ? byte | 0 : 0
  }
  const packed = new Uint32Array(height * width)
  if (channels === 3 && channel === null) {
    for (let pixel = 0; pixel < packed.length; pixel += 1) {
      const first = 3 * pixel
      packed[pixel] = opaque | (byteAt(first + 2) << 16) | (byteAt(first + 1) << 8) | byteAt(first)
    }
  } else {
    let index = channel ?? 0
    for (let pixel = 0; pixel < packed.length; pixel += 1) {
      packed[pixel] = opaque | (byteAt(index) * grey)
      index += channels
    }
  }
  return new Uint8ClampedArray(packed.buffer)
}
