/** Where the channel and the spatial axes of a model tensor lie, whatever its layout. */

/** Length of an axis and how many elements lie between two neighbours along it. */
export interface Axis {
  readonly length: number
  readonly stride: number
}

export interface GridAxes {
  readonly channel: Axis
  /** [height, width], [depth, height, width], or what a kind has instead. */
  readonly spatial: readonly Axis[]
}

/** Order of the axes that a model wants. */
export type GridLayoutName = 'channels-first' | 'channels-last' | 'no-channels'

/**
 * Finds the axes of a tensor without batch axis: [C, ...spatial], [...spatial, C] or [...spatial], with `rank` spatial ones.
 * Returns null when the tensor has another number of axes.
 */
export function findGridAxes(dims: readonly number[], rank: number, layout: GridLayoutName): GridAxes | null {
  if (dims.length !== rank + (layout === 'no-channels' ? 0 : 1)) return null
  const axes = dims.map((length, axis) => ({
    length,
    stride: dims.slice(axis + 1).reduce((product, inner) => product * inner, 1),
  }))
  const single = { length: 1, stride: 0 }
  if (layout === 'channels-first') return { channel: axes[0] ?? single, spatial: axes.slice(1) }
  if (layout === 'channels-last') return { channel: axes.at(-1) ?? single, spatial: axes.slice(0, -1) }
  return { channel: single, spatial: axes }
}
