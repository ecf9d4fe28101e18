/** The values of slices as they came over a border. */
import type { Slice } from './dataset'

/** Whole numbers of 16 bits where that loses nothing. */
export type SliceValues = Float32Array<ArrayBuffer> | Int16Array<ArrayBuffer>

/** [slices, height, width, channels] */
export function sliceValues({ pixels, stored }: Pick<Slice, 'pixels' | 'stored'>): SliceValues {
  const { buffer } = toBytes(pixels)
  return stored === 'int16' ? new Int16Array(buffer) : new Float32Array(buffer)
}

/** Newer engines do it by themselves, ten times as fast. */
const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }

function toBytes(base64: string): Uint8Array<ArrayBuffer> {
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, base64)
  const characters = atob(base64)
  const bytes = new Uint8Array(characters.length)
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = characters.charCodeAt(index)
  return bytes
}
