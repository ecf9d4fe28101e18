/** The positions of a segmentation, of which empty ones are left out, on an even grid. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { attributes } from '../headers/attributes'
import type { Position } from '../series/place-slices'
import type { SliceHeader } from '../headers/slice-header'

export interface SegmentGrid {
  /** Index along z of every position. */
  readonly indices: readonly number[]
  readonly depth: number
  readonly spacingMm: number
}

/** How far a position may lie from the grid, in steps. */
const TOLERANCE_STEPS = 0.02

/**
 * Finds the step: SpacingBetweenSlices or SliceThickness where all positions fit it, else the smallest gap.
 * Errors: dicom/uneven-gaps, dicom/missing where one position says nothing about its thickness.
 */
export function toSegmentGrid<S extends SliceHeader>(positions: readonly Position<S>[]): SegmentGrid {
  const placed = positions.flatMap((position) => position.slice(0, 1))
  const [first] = placed
  const heights = placed.map(({ heightMm }) => heightMm - (first?.heightMm ?? 0))
  const gaps = heights.slice(1).map((height, index) => height - at(heights, index))
  const stated = Math.abs(first?.slice.sliceSpacingMm ?? 0)
  const smallest = gaps.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  if (gaps.length === 0 && stated === 0) {
    const attribute = attributes.spacingBetweenSlices.name
    throw new AppError('dicom/missing', { file: first?.slice.file ?? '', attribute })
  }
  const fitting = [stated, smallest].find((step) => Number.isFinite(step) && step > 0 && fits(heights, step))
  if (fitting === undefined) throw uneven(placed, gaps, smallest)
  const indices = heights.map((height) => Math.round(height / fitting))
  return { indices, depth: (indices.at(-1) ?? 0) + 1, spacingMm: fitting }
}

function fits(heights: readonly number[], step: number): boolean {
  return heights.every((height) => Math.abs(height / step - Math.round(height / step)) <= TOLERANCE_STEPS)
}

function uneven<S extends SliceHeader>(
  placed: Position<S>,
  gaps: readonly number[],
  smallest: number,
): AppError {
  const at = gaps.findIndex((gap) => !fits([gap], smallest))
  return new AppError('dicom/uneven-gaps', {
    file: placed[at]?.slice.file ?? '',
    other: placed[at + 1]?.slice.file ?? '',
    gapMm: Number((gaps[at] ?? 0).toFixed(4)),
    medianMm: Number(smallest.toFixed(4)),
  })
}
