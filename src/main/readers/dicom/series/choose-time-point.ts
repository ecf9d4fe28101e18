/** Several slices at every position are time points, echoes or diffusion weightings; which is meant? */
import { AppError, type ErrorData } from '@shared/errors'
import type { PlacedSlice, Position } from './place-slices'
import type { SliceHeader } from '../headers/slice-header'

export interface ChosenTimePoint<S extends SliceHeader> {
  /** One per position, ascending along the normal. */
  readonly placed: readonly PlacedSlice<S>[]
  readonly notices: readonly ErrorData[]
}

/**
 * Picks the slice of a 1-based time point at every position; null means the only one. Time points are ordered by the first
 * key that tells all of them apart at each position, else by all keys that differ, in turn.
 * Errors: dicom/duplicate-position, dicom/uneven-time-points, dicom/four-d when none was named, image/time-point.
 */
export function chooseTimePoint<S extends SliceHeader>(
  positions: readonly Position<S>[],
  folder: string,
  timePoint: number | null,
): ChosenTimePoint<S> {
  const count = evenCount(positions, folder)
  const by = count === 1 ? [] : orderingKeys(positions)
  const names = by.map((index) => positions[0]?.[0]?.slice.timeKeys[index]?.name ?? '').join(', ')
  if (timePoint === null && count > 1) throw new AppError('dicom/four-d', { folder, count, by: names })
  const chosen = timePoint ?? 1
  if (chosen < 1 || chosen > count) {
    throw new AppError('image/time-point', { file: folder, timePoint: chosen, count })
  }
  const placed = positions.flatMap((position) => sorted(position, by)[chosen - 1] ?? [])
  if (count === 1) return { placed, notices: [] }
  const details = { folder, timePoint: chosen, count, by: names }
  return { placed, notices: [{ code: 'dicom/time-point', details }] }
}

function evenCount<S extends SliceHeader>(positions: readonly Position<S>[], folder: string): number {
  const counts = positions.map(({ length }) => length)
  const fewest = counts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = counts.reduce((a, b) => Math.max(a, b), 0)
  if (fewest === most) return most
  const crowded = positions.find(({ length }) => length > 1)
  if (fewest === 1 && crowded !== undefined) throw duplicate(crowded)
  throw new AppError('dicom/uneven-time-points', { folder, fewest, most })
}

/** Indices into the keys of a slice. Errors: dicom/duplicate-position when slices do not differ in any key. */
function orderingKeys<S extends SliceHeader>(positions: readonly Position<S>[]): readonly number[] {
  const names = positions[0]?.[0]?.slice.timeKeys.map(({ name }) => name) ?? []
  const indices = names.map((_, index) => index)
  const single = indices.find((index) => positions.every((position) => isDistinct(position, [index])))
  if (single !== undefined) return [single]
  const varying = indices.filter((index) => positions.some((position) => varies(position, index)))
  const unclear = positions.find((position) => !isDistinct(position, varying))
  if (unclear !== undefined) throw duplicate(unclear)
  return varying
}

function keyOf<S extends SliceHeader>({ slice }: PlacedSlice<S>, index: number): number | string | null {
  return slice.timeKeys[index]?.key ?? null
}

function varies<S extends SliceHeader>(position: Position<S>, index: number): boolean {
  return new Set(position.map((one) => keyOf(one, index))).size > 1
}

/** A single key must be there in every slice; of several, an absent one counts as a key of its own. */
function isDistinct<S extends SliceHeader>(position: Position<S>, indices: readonly number[]): boolean {
  const keys = position.map((one) => indices.map((index) => keyOf(one, index)))
  if (indices.length === 1 && keys.some(([key]) => key === null)) return false
  return new Set(keys.map((key) => JSON.stringify(key))).size === position.length
}

function sorted<S extends SliceHeader>(position: Position<S>, by: readonly number[]): Position<S> {
  return position.toSorted((a, b) => {
    for (const index of by) {
      const order = compare(keyOf(a, index), keyOf(b, index))
      if (order !== 0) return order
    }
    return 0
  })
}

function compare(a: number | string | null, b: number | string | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [String(a ?? ''), String(b ?? '')]
  if (one === other) return 0
  return one < other ? -1 : 1
}

function duplicate<S extends SliceHeader>([first, second]: Position<S>): AppError {
  return new AppError('dicom/duplicate-position', {
    file: first?.slice.file ?? '',
    other: second?.slice.file ?? '',
    positionMm: Number((first?.heightMm ?? 0).toFixed(4)),
  })
}
