/** The grid of parts over one shape, checked before anything is masked. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { gridCounts, gridParts, type GridLayout, type GridPart } from '@shared/part'
import type { GridModality } from '@shared/study'

/** What boxes are cut by: everything but labels. */
export type BoxParts = Exclude<GridModality['parts'], { kind: 'labels' }>

/** Size and stride per spatial axis. */
export interface PartGrid {
  readonly size: readonly number[]
  readonly stride: readonly number[]
  readonly edge: 'truncate' | 'error'
}

/** A grid over one shape. */
export interface LaidGrid {
  readonly layout: GridLayout
  readonly parts: readonly GridPart[]
}

const partLimit = 1_000_000

/** Reads the study: a grid, or null for whole. Errors: masker/no-match, masker/gaps. */
export function planGrid(
  { parts, name }: { readonly name: string; readonly parts: BoxParts },
  matchedSize: readonly number[] | null,
): PartGrid | null {
  if (parts.kind === 'whole') return null
  if (parts.kind === 'match') {
    if (matchedSize === null) throw new AppError('masker/no-match', { modality: name })
    return { size: matchedSize, stride: matchedSize, edge: 'truncate' }
  }
  const { size, stride } = parts
  if (stride.some((step, axis) => step > at(size, axis))) {
    throw new AppError('masker/gaps', { modality: name, size, stride })
  }
  return parts
}

/** Lays a grid over spatial dims. Errors: masker/part-rank, masker/ragged-grid, masker/too-many-parts. */
export function layGrid(
  { size, stride, edge }: PartGrid,
  dims: readonly number[],
  modality: string,
): LaidGrid {
  if (size.length !== dims.length) throw new AppError('masker/part-rank', { modality, dims, size })
  const layout: GridLayout = { kind: 'grid', dims: [...dims], size: [...size], stride: [...stride] }
  const isRagged = dims.some((length, axis) => {
    const overhang = length - at(size, axis)
    return overhang < 0 || overhang % at(stride, axis) !== 0
  })
  if (edge === 'error' && isRagged) throw new AppError('masker/ragged-grid', { modality, dims, size, stride })
  const partCount = gridCounts(layout).reduce((product, count) => product * count, 1)
  if (partCount > partLimit) {
    throw new AppError('masker/too-many-parts', { modality, partCount, limit: partLimit })
  }
  return { layout, parts: gridParts(layout) }
}
