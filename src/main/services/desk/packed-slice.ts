/** Slices on their way to a screen: half the bytes where nothing is lost by it. */
import type { Slice } from '@shared/dataset'
import type { SlicePixels } from './cut-slice'

export interface PackedSlice extends Omit<SlicePixels, 'values'> {
  readonly stored: Slice['stored']
  readonly values: Float32Array | Int16Array
}

/** Whole numbers of 16 bits, as those of CT are, are sent as such. */
export function packSlice({ values, ...header }: SlicePixels): PackedSlice {
  const packed = new Int16Array(values.length)
  for (let index = 0; index < values.length; index += 1) {
    packed[index] = values[index] ?? Number.NaN
    if (packed[index] !== values[index]) return { ...header, stored: 'float32', values }
  }
  return { ...header, stored: 'int16', values: packed }
}

/** Writes it for its way over a border. */
export function toSlice({ values, ...header }: PackedSlice): Slice {
  const { buffer, byteOffset, byteLength } = values
  return { ...header, pixels: Buffer.from(buffer, byteOffset, byteLength).toString('base64') }
}
