/** One slice per position, evenly spaced along a straight line. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { attributes } from '../headers/attributes'
import { SAME_PLACE_MM, type PlacedSlice } from './place-slices'
import type { SliceHeader } from '../headers/slice-header'
import { lengthOf, minus, plus, times } from '../headers/vector'

export interface OrderedSlices<S extends SliceHeader> {
  /** Ascending along the normal; at least one. */
  readonly placed: readonly PlacedSlice<S>[]
  /** Median gap along the normal, in mm. */
  readonly spacingMm: number
}

interface Gap {
  readonly gapMm: number
  readonly file: string
  readonly other: string
}

/** How far a gap may be from the median: the size of rounding, not of a missing slice. */
const GAP_TOLERANCE = 0.01
/** How far a slice may lie beside the line of the others, in pixels. */
const SHIFT_PIXELS = 0.25

/**
 * Checks that slices, ascending along their normal, form a grid: even gaps, and first pixels on one line (upright or tilted).
 * Errors: dicom/missing-slices, dicom/uneven-gaps (beyond 1 % of the median), dicom/shifted, dicom/missing.
 */
export function orderSlices<S extends SliceHeader>(placed: readonly PlacedSlice<S>[]): OrderedSlices<S> {
  if (placed.length === 1) return { placed, spacingMm: singleSpacing(placed) }
  const spacingMm = evenSpacing(placed)
  checkLine(placed)
  return { placed, spacingMm }
}

function evenSpacing<S extends SliceHeader>(placed: readonly PlacedSlice<S>[]): number {
  const gaps = placed.slice(1).map((upper, index) => {
    const lower = at(placed, index)
    return { gapMm: upper.heightMm - lower.heightMm, file: lower.slice.file, other: upper.slice.file }
  })
  const medianMm = median(gaps.map(({ gapMm }) => gapMm))
  const uneven = gaps.find((gap) => !isMultiple(gap, medianMm, 1))
  if (uneven === undefined) return medianMm
  const steps = gaps.map(({ gapMm }) => Math.round(gapMm / medianMm))
  if (gaps.every((gap, index) => isMultiple(gap, medianMm, at(steps, index)))) {
    const missing = Math.round(uneven.gapMm / medianMm) - 1
    const total = steps.reduce((sum, count) => sum + count - 1, 0)
    throw new AppError('dicom/missing-slices', { file: uneven.file, other: uneven.other, missing, total })
  }
  const numbers = { gapMm: rounded(uneven.gapMm), medianMm: rounded(medianMm) }
  throw new AppError('dicom/uneven-gaps', { file: uneven.file, other: uneven.other, ...numbers })
}

function isMultiple({ gapMm }: Gap, medianMm: number, steps: number): boolean {
  const allowed = Math.max(GAP_TOLERANCE * medianMm, SAME_PLACE_MM)
  return steps >= 1 && Math.abs(gapMm - steps * medianMm) <= allowed
}

/** The affine of a volume has one step from slice to slice, so every slice must lie where it says. */
function checkLine<S extends SliceHeader>(placed: readonly PlacedSlice<S>[]): void {
  const [first] = placed
  const last = placed.at(-1)
  if (first === undefined || last === undefined) return
  const way = minus(last.plane.position, first.plane.position)
  const allowed = SHIFT_PIXELS * Math.min(...first.plane.pixelSpacingMm)
  const heightMm = last.heightMm - first.heightMm
  for (const { plane, slice, heightMm: ownMm } of placed) {
    const expected = plus(first.plane.position, times(way, (ownMm - first.heightMm) / heightMm))
    const shiftMm = lengthOf(minus(plane.position, expected))
    if (shiftMm > allowed)
      throw new AppError('dicom/shifted', { file: slice.file, shiftMm: rounded(shiftMm) })
  }
}

/** One slice has no gap to measure, so what the file says about it is taken. */
function singleSpacing<S extends SliceHeader>(placed: readonly PlacedSlice<S>[]): number {
  const slice = placed[0]?.slice
  if (slice?.sliceSpacingMm != null && slice.sliceSpacingMm > 0) return slice.sliceSpacingMm
  throw new AppError('dicom/missing', { file: slice?.file ?? '', attribute: attributes.sliceThickness.name })
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = at(sorted, Math.floor(middle))
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper
}

function rounded(mm: number): number {
  return Number(mm.toFixed(4))
}
