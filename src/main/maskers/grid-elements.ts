/** The elements of a box inside a model tensor, whatever its layout. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import type { GridPart } from '@shared/part'
import type { GridAxes } from '../tensors/grid-axes'
import type { Elements } from './part-view'

/**
 * Lists the elements of a box for some channels: channel by channel, row by row.
 * The flat index is the sum over axes of position times stride; the box is walked as depth, height and width,
 * and an image has one layer of depth, a line one row. Errors: bug/unexpected for another number of axes.
 */
export function boxElements(axes: GridAxes, channels: readonly number[], box: GridPart): Elements {
  const [z = null, y = null, x = null] = walkedAxes(axes.spatial.length)
  const along = (axis: number | null) => ({
    from: axis === null ? 0 : at(box.offset, axis),
    count: axis === null ? 1 : at(box.size, axis),
    stride: axis === null ? 0 : at(axes.spatial, axis).stride,
  })
  const [depth, height, width] = [along(z), along(y), along(x)]
  return (visit) => {
    for (const channel of channels) {
      const plane = channel * axes.channel.stride
      for (let row = 0; row < depth.count * height.count; row += 1) {
        const layer = Math.floor(row / height.count)
        const start =
          plane +
          (depth.from + layer) * depth.stride +
          (height.from + (row % height.count)) * height.stride +
          width.from * width.stride
        for (let column = 0; column < width.count; column += 1) visit(start + column * width.stride, channel)
      }
    }
  }
}

/** Which spatial axes are walked as depth, height and width; null for those that are not there. */
function walkedAxes(rank: number): readonly (number | null)[] {
  const [walked] = [
    [null, null, 0],
    [null, 0, 1],
    [0, 1, 2],
  ].slice(rank - 1)
  if (rank < 1 || walked === undefined)
    throw new AppError('bug/unexpected', { where: 'boxElements', words: `${rank} axes` })
  return walked
}
