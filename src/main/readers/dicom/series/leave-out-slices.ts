/** Images of a series that are no part of its volume: localizers and a few slices of another orientation. */
import { at } from '@shared/at'
import { AppError, type ErrorData } from '@shared/errors'
import type { SliceHeader } from '../headers/slice-header'

export interface KeptSlices<S extends SliceHeader> {
  readonly slices: readonly S[]
  readonly notices: readonly ErrorData[]
}

/** Sum of the differences of six direction cosines: some degrees. What differs less is no other view, but a fault. */
const OTHER_VIEW = 0.1
/** At most one slice in so many may be left out for its orientation. */
const KEPT_TO_LEFT = 4

/** Leaves out what ImageType calls LOCALIZER, unless nothing else is there. Source: PS3.3 C.7.6.1.1.2. */
export function leaveOutLocalizers<S extends SliceHeader>(
  slices: readonly S[],
  folder: string,
): KeptSlices<S> {
  const kept = slices.filter(({ isLocalizer }) => !isLocalizer)
  const count = slices.length - kept.length
  if (count === 0 || kept.length === 0) return { slices, notices: [] }
  return { slices: kept, notices: [{ code: 'dicom/localizers', details: { folder, count } }] }
}

/**
 * Leaves out the slices of another orientation where they are few: one for every four that stay, or less.
 * Errors: dicom/mixed-orientation when they are more. Slices without an orientation stay, to be named as such later.
 */
export function leaveOutViews<S extends SliceHeader>(slices: readonly S[], folder: string): KeptSlices<S> {
  const views = groupViews(slices)
  const largest = views.reduce((best, view) => (view.length > best.length ? view : best), views[0] ?? [])
  const count = slices.length - largest.length
  if (count === 0) return { slices, notices: [] }
  const kept = largest.length
  if (count * KEPT_TO_LEFT > kept) {
    throw new AppError('dicom/mixed-orientation', { folder, counts: views.map((view) => view.length) })
  }
  return { slices: largest, notices: [{ code: 'dicom/other-orientation', details: { folder, count, kept } }] }
}

function groupViews<S extends SliceHeader>(slices: readonly S[]): readonly (readonly S[])[] {
  const views: S[][] = []
  for (const slice of slices) {
    const view = views.find(([first]) => first !== undefined && isSameView(first, slice))
    if (view === undefined) views.push([slice])
    else view.push(slice)
  }
  return views
}

function isSameView(a: SliceHeader, b: SliceHeader): boolean {
  const [one, other] = [a.orientationLps, b.orientationLps]
  if (one === null || other === null) return true
  const difference = one.reduce((sum, cosine, index) => sum + Math.abs(cosine - at(other, index)), 0)
  return difference <= OTHER_VIEW
}
