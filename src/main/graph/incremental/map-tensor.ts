/** A feature map whose positions are known, [batch, channels, ...dims]. */
import { elementCount } from '@shared/tensor'
import { boxSize, type Box } from './box'

export interface MapTensor {
  /** Name in the original graph. */
  readonly name: string
  readonly channels: number
  /** Spatial axes. */
  readonly dims: readonly number[]
  /** What each mask can reach; null for a map that no mask of the modality changes. */
  readonly boxes: readonly Box[] | null
}

/** Share of the map that the masks reach, over all of them. */
export function reachedShare({ dims, boxes }: MapTensor): number {
  if (boxes === null || boxes.length === 0) return 0
  return boxes.reduce((sum, box) => sum + boxSize(box), 0) / (boxes.length * elementCount(dims))
}

/** Name of the rows [positions in the boxes, channels] of a map. */
export function rowsOf({ name }: Pick<MapTensor, 'name'>): string {
  return `${name}::rows`
}

/** Name of the rows [positions of a band, channels] that the untouched pass left of a map. */
export function cachedOf({ name }: Pick<MapTensor, 'name'>): string {
  return `${name}::cached`
}

/** Name of what rows are gathered from: a row of zeros, the cached band, the rows of the boxes. */
export function sourceOf({ name }: Pick<MapTensor, 'name'>): string {
  return `${name}::source`
}
