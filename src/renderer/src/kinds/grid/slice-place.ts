/** Which slice of a picture is shown. */
export type SliceAxis = 'z' | 'y' | 'x'
export type SliceView = 'source' | 'model'

const axisNumber: Readonly<Record<SliceAxis, number>> = { z: 0, y: 1, x: 2 }

/** Number of slices along an axis of [depth, height, width]; an image [height, width] has one. */
export function sliceCount(dims: readonly number[], axis: SliceAxis): number {
  return dims.length < 3 ? 1 : (dims[axisNumber[axis]] ?? 1)
}
