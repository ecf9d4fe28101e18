/** Slices of one orientation along their normal; which of them lie at the same position? */
import type { SliceHeader } from '../headers/slice-header'
import { toSlicePlane, type SlicePlane } from '../headers/slice-plane'
import { dot } from '../headers/vector'

export interface PlacedSlice<S extends SliceHeader> {
  readonly slice: S
  readonly plane: SlicePlane
  /** Distance of the plane from the origin along the slice normal, in mm. */
  readonly heightMm: number
}

/** Slices at one position, in the order they were given. */
export type Position<S extends SliceHeader> = readonly PlacedSlice<S>[]

/** Positions are written with at least three decimals, so closer planes are the same plane. */
export const SAME_PLACE_MM = 1e-3

/**
 * Sorts slices by ImagePositionPatient along the normal (row x column) of the first and groups those at the same height.
 * Errors: dicom/missing, dicom/bad-value. Source: PS3.3 C.7.6.2.1.1.
 */
export function placeSlices<S extends SliceHeader>(slices: readonly S[]): readonly Position<S>[] {
  const planes = slices.map((slice) => ({ slice, plane: toSlicePlane(slice) }))
  const normal = planes[0]?.plane.normal ?? [0, 0, 1]
  const placed = planes
    .map((entry) => ({ ...entry, heightMm: dot(entry.plane.position, normal) }))
    .toSorted((a, b) => a.heightMm - b.heightMm)
  const positions: PlacedSlice<S>[][] = []
  for (const one of placed) {
    const last = positions.at(-1)
    const isSame = last?.[0] !== undefined && one.heightMm - last[0].heightMm <= SAME_PLACE_MM
    if (isSame) last.push(one)
    else positions.push([one])
  }
  return positions
}
