/** Where the channel and the spatial axes of a model tensor lie, whatever its layout. */
import type { GridModality } from '@shared/study'

/** Length of an axis and how many elements lie between two neighbours along it. */
export interface Axis {
  readonly length: number
  readonly stride: number
}

export interface GridAxes {
  readonly channel: Axis
  /** [height, width] or [depth, height, width]. */
  readonly spatial: readonly Axis[]
}

/** Number of spatial axes of a modality. */
export function spatialRank(kind: GridModality['kind']): number {
  return kind === 'image' ? 2 : 3
}

/**
 * Finds the axes of a tensor without batch axis: [C, ...spatial], [...spatial, C] or [...spatial].
 * Returns null when the rank is not that of the kind and layout.
 */
export function findGridAxes(
  dims: readonly number[],
  { kind, layout }: Pick<GridModality, 'kind' | 'layout'>,
): GridAxes | null {
  const rank = spatialRank(kind) + (layout === 'no-channels' ? 0 : 1)
  if (dims.length !== rank) return null
  const axes = dims.map((length, axis) => ({
    length,
    stride: dims.slice(axis + 1).reduce((product, inner) => product * inner, 1),
  }))
  const single = { length: 1, stride: 0 }
  if (layout === 'channels-first') return { channel: axes[0] ?? single, spatial: axes.slice(1) }
  if (layout === 'channels-last') return { channel: axes.at(-1) ?? single, spatial: axes.slice(0, -1) }
  return { channel: single, spatial: axes }
}
