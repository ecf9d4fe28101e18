/** 2 of 11: slices of a series in the order of space, never of names or instance numbers. */
import { AppError } from '@shared/errors'
import { attributes } from './attributes'
import type { SliceHeader } from './slice-header'
import { toSlicePlane, type SlicePlane } from './slice-plane'
import { dot } from './vector'

export interface PlacedSlice<S extends SliceHeader> {
  readonly slice: S
  readonly plane: SlicePlane
  /** Distance of the plane from the origin along the slice normal, in mm. */
  readonly heightMm: number
}

export interface OrderedSlices<S extends SliceHeader> {
  /** Ascending along the normal; at least one. */
  readonly placed: readonly PlacedSlice<S>[]
  /** Median gap along the normal, in mm. */
  readonly spacingMm: number
}

/** Positions are written with at least three decimals, so closer planes are the same plane. */
const SAME_PLACE_MM = 1e-3
/** How far a gap may be from the median: the size of rounding, not of a missing slice. */
const GAP_TOLERANCE = 0.01

/**
 * Sorts slices by ImagePositionPatient along the normal (row x column) of the first and checks that they are evenly spaced.
 * Errors: dicom/missing, dicom/bad-value, dicom/duplicate-position, dicom/uneven-gaps (beyond 1 % of the median).
 * Source: PS3.3 C.7.6.2.1.1.
 */
export function orderSlices<S extends SliceHeader>(slices: readonly S[]): OrderedSlices<S> {
  const planes = slices.map((slice) => ({ slice, plane: toSlicePlane(slice) }))
  const normal = planes[0]?.plane.normal ?? [0, 0, 1]
  const placed = planes
    .map((entry) => ({ ...entry, heightMm: dot(entry.plane.position, normal) }))
    .toSorted((a, b) => a.heightMm - b.heightMm)
  return { placed, spacingMm: placed.length > 1 ? evenSpacing(placed) : singleSpacing(placed) }
}

function evenSpacing<S extends SliceHeader>(placed: readonly PlacedSlice<S>[]): number {
  const gaps = placed.slice(1).map((upper, index) => {
    const lower = placed[index] ?? upper
    return { gapMm: upper.heightMm - lower.heightMm, file: lower.slice.file, other: upper.slice.file, lower }
  })
  for (const { gapMm, file, other, lower } of gaps) {
    if (gapMm > SAME_PLACE_MM) continue
    throw new AppError('dicom/duplicate-position', { file, other, positionMm: rounded(lower.heightMm) })
  }
  const medianMm = median(gaps.map(({ gapMm }) => gapMm))
  const allowed = Math.max(GAP_TOLERANCE * medianMm, SAME_PLACE_MM)
  for (const { gapMm, file, other } of gaps) {
    if (Math.abs(gapMm - medianMm) <= allowed) continue
    const numbers = { gapMm: rounded(gapMm), medianMm: rounded(medianMm) }
    throw new AppError('dicom/uneven-gaps', { file, other, ...numbers })
  }
  return medianMm
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
  const upper = sorted[Math.floor(middle)] ?? 0
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper
}

function rounded(mm: number): number {
  return Number(mm.toFixed(4))
}
