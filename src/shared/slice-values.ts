/** The values of slices as they came over a border. */
import type { Slice } from './dataset'

/** [slices, height, width, channels] */
export async function sliceValues({
  pixels,
  stored,
}: Pick<Slice, 'pixels' | 'stored'>): Promise<Float32Array> {
  const bytes = await pixels.arrayBuffer()
  return new Float32Array(stored === 'int16' ? new Int16Array(bytes) : bytes)
}
