/** Slices that are there more than once are kept once, by their pixels and never by their name alone. */
import { AppError } from '@shared/errors'
import type { PlacedSlice, Position } from './place-slices'
import { createPixelComparer, type PixelComparer } from '../pixels/same-pixels'
import type { ScannedSlice } from '../headers/scan-file'

type Placed = PlacedSlice<ScannedSlice>
type Positions = readonly Position<ScannedSlice>[]

/** Files of a slice that was dropped and of the one that was kept for it. */
export interface Copy {
  readonly file: string
  readonly kept: string
}

export interface DistinctSlices {
  readonly positions: Positions
  readonly copies: readonly Copy[]
}

/** Tells whether a slice may be a copy of another, before pixels are looked at. */
type MayBeCopy = (one: Placed, other: Placed) => boolean

/**
 * Drops copies of slices at one position: those of one SOPInstanceUID, and those where nothing but the number of the image tells
 * them apart; their values must be the same, in whatever transfer syntax. Slices of different time points stay, also where both are
 * empty. Pixels are read only where slices share a position. Errors: dicom/same-instance, those of the cell reader.
 */
export async function dropDuplicates(positions: Positions): Promise<DistinctSlices> {
  const comparer = createPixelComparer()
  const copies: Copy[] = []
  const single: Position<ScannedSlice>[] = []
  for (const position of positions) {
    single.push(await distinct(position, isSameInstance, comparer, copies, refuse))
  }
  if (isEven(single, 1)) return { positions: single, copies }
  const further: Copy[] = []
  const different: Position<ScannedSlice>[] = []
  for (const position of single) {
    different.push(await distinct(position, isSameTime, comparer, further, () => undefined))
  }
  // Empty slices of two time points without a key look like copies, but then the positions no longer match.
  if (!isEven(different, different[0]?.length ?? 0)) return { positions: single, copies }
  return { positions: different, copies: [...copies, ...further] }
}

function isEven(positions: Positions, count: number): boolean {
  return positions.every(({ length }) => length === count)
}

/** Keeps the first of those that are the same; `otherwise` hears of the ones that may be copies and are not. */
async function distinct(
  position: Position<ScannedSlice>,
  mayBeCopy: MayBeCopy,
  { areSame }: PixelComparer,
  copies: Copy[],
  otherwise: (one: Placed, other: Placed) => void,
): Promise<Position<ScannedSlice>> {
  const kept: Placed[] = []
  for (const one of position) {
    let original: Placed | null = null
    for (const other of kept) {
      if (!mayBeCopy(one, other)) continue
      if (await areSame(one.slice, other.slice)) original ??= other
      else otherwise(one, other)
    }
    if (original === null) kept.push(one)
    else copies.push({ file: one.slice.file, kept: original.slice.file })
  }
  return kept
}

/** Some writers give one UID to all images of a series, so the keys must be the same too. */
function isSameInstance({ slice: one }: Placed, { slice: other }: Placed): boolean {
  if (one.sopInstance === null || one.sopInstance !== other.sopInstance) return false
  const partOf = ({ frame, tile, timeKeys }: ScannedSlice): string => JSON.stringify([frame, tile, timeKeys])
  return partOf(one) === partOf(other)
}

/** Without the last key, the number of the image: copies often have one of their own. */
function isSameTime({ slice: one }: Placed, { slice: other }: Placed): boolean {
  const timeOf = ({ timeKeys }: ScannedSlice): string => JSON.stringify(timeKeys.slice(0, -1))
  return timeOf(one) === timeOf(other)
}

function refuse({ slice: one, heightMm }: Placed, { slice: other }: Placed): void {
  throw new AppError('dicom/same-instance', {
    file: other.file,
    other: one.file,
    positionMm: Number(heightMm.toFixed(4)),
  })
}
