/** Pixels of a slice -> what a canvas shows. */
import type { SliceValues } from '@shared/slice-values'

export interface SlicePixels {
  /** [height, width, channels] */
  readonly dims: readonly [number, number, number]
  readonly values: SliceValues
}

/** The values that are black and white; what lies beyond is so, too. The first may be the larger one. */
export type DisplayRange = readonly [number, number]

/** As a signed number, so that the loops below stay among whole numbers. */
const opaque = 0xff000000 | 0
/** The same red, green and blue. */
const grey = 0x010101
const least16 = -32_768
const count16 = 65_536

/** Maps the range to 0..255; three channels are RGB where `channel` is null, else that channel is shown as grey. */
export function toRgba(
  { dims, values }: SlicePixels,
  range: DisplayRange,
  channel: number | null = null,
): Uint8ClampedArray<ArrayBuffer> {
  const [height, width, channels] = dims
  const bytes = values instanceof Int16Array ? bytesOf16(values, range) : bytesOf(values, range)
  const packed = new Uint32Array(height * width)
  if (channels === 3 && channel === null) packColours(bytes, packed)
  else packGreys(bytes, packed, channel ?? 0, channels)
  return new Uint8ClampedArray(packed.buffer)
}

/** What is no number is black. */
function toByte(value: number, low: number, factor: number): number {
  const byte = (value - low) * factor + 0.5
  return byte >= 255 ? 255 : byte > 0 ? byte | 0 : 0
}

function factorOf([low, high]: DisplayRange): number {
  return high === low ? 0 : 255 / (high - low)
}

function bytesOf(values: Float32Array, range: DisplayRange): Uint8Array {
  const [low, factor] = [range[0], factorOf(range)]
  const bytes = new Uint8Array(values.length)
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = toByte(values[index] ?? low, low, factor)
  return bytes
}

/** Of every whole number of 16 bits; the same until another window is chosen. */
let table: { readonly range: DisplayRange; readonly bytes: Uint8Array } | null = null

function tableOf(range: DisplayRange): Uint8Array {
  if (table?.range[0] === range[0] && table.range[1] === range[1]) return table.bytes
  const [low, factor] = [range[0], factorOf(range)]
  const bytes = Uint8Array.from({ length: count16 }, (_, index) => toByte(index + least16, low, factor))
  table = { range, bytes }
  return bytes
}

function bytesOf16(values: Int16Array, range: DisplayRange): Uint8Array {
  const known = tableOf(range)
  const bytes = new Uint8Array(values.length)
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = known[(values[index] ?? 0) - least16] ?? 0
  return bytes
}

function packColours(bytes: Uint8Array, packed: Uint32Array): void {
  let index = 0
  for (let pixel = 0; pixel < packed.length; pixel += 1) {
    const red = bytes[index] ?? 0
    const green = bytes[index + 1] ?? 0
    const blue = bytes[index + 2] ?? 0
    packed[pixel] = opaque | (blue << 16) | (green << 8) | red
    index += 3
  }
}

function packGreys(bytes: Uint8Array, packed: Uint32Array, channel: number, channels: number): void {
  let index = channel
  for (let pixel = 0; pixel < packed.length; pixel += 1) {
    packed[pixel] = opaque | ((bytes[index] ?? 0) * grey)
    index += channels
  }
}
