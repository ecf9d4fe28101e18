/** A label map of a file -> the grid of the picture that it lies beside, as its file has it. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import type { LabelValue } from '../../readers/source-value'
import type { Grid, TensorPlace } from '../grid'
import { toLps } from '@shared/picture/lps'
import { resliceLabels } from '../reslice-grid'

/** What tells a map in an error. */
export interface LabelPlace extends TensorPlace {
  readonly file: LabelValue['file']
}

/** A grid, and whether its file says where it lies in the patient. */
export interface PlacedGrid {
  readonly grid: Grid
  readonly isStated: boolean
}

/** Labels are kept in 32-bit floats: from here on two numbers may have become one. */
const FIRST_UNSURE = 2 ** 24

/** Grids of one size whose corners lie this near to each other are the same grid. */
const SAME_PLACE_MM = 1e-3

/**
 * Brings a map to the picture's grid through patient space (nearest voxel, 0 outside); where the file of one of both states no place in
 * it, voxel on voxel, so that the dims must be the same.
 * Errors: labels/other-dims, labels/elsewhere, labels/channels, labels/not-whole, labels/large-number.
 */
export function alignLabels(map: PlacedGrid, beside: PlacedGrid, place: LabelPlace): Grid {
  const [labels, picture] = [map.grid, beside.grid]
  checkChannels(labels, place)
  checkNumbers(labels, place)
  const { channels, values } = labels
  const onPicture = { ...picture, channels, values }
  if (isPlaced(map) && isPlaced(beside)) {
    if (isSameGrid(labels, picture)) return onPicture
    checkMeets(labels, picture, place)
    return { ...onPicture, values: resliceLabels(labels, picture, place).values }
  }
  if (labels.dims.join() === picture.dims.join()) return onPicture
  throw new AppError('labels/other-dims', { ...place, dims: labels.dims, wanted: picture.dims })
}

/** Images are not put through the patient: a map of the same photograph or plane lies pixel on pixel. */
function isPlaced({ grid, isStated }: PlacedGrid): boolean {
  return isStated && grid.affineLps !== null && grid.dims.length === 3
}

function checkChannels({ channels }: Grid, place: LabelPlace): void {
  if (channels !== 1) throw new AppError('labels/channels', { ...place, channels })
}

/** The first value that names no label, or not for certain, by its place. */
function checkNumbers({ values, dims }: Grid, place: LabelPlace): void {
  const wrong = values.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= FIRST_UNSURE)
  if (wrong < 0) return
  const position = dims.map((length, axis) => {
    const inner = dims.slice(axis + 1).reduce((product, one) => product * one, 1)
    return Math.floor(wrong / inner) % length
  })
  const value = at(values, wrong)
  const isLarge = Number.isInteger(value) && value >= FIRST_UNSURE
  throw new AppError(isLarge ? 'labels/large-number' : 'labels/not-whole', { ...place, value, position })
}

function isSameGrid(one: Grid, other: Grid): boolean {
  return (
    one.dims.join() === other.dims.join() &&
    cornersOf(one).every((corner, place) => {
      const there = at(cornersOf(other), place)
      return corner.every((value, axis) => Math.abs(value - at(there, axis)) <= SAME_PLACE_MM)
    })
  )
}

/** Where the outermost voxels lie, in mm. */
function cornersOf({ dims, affineLps }: Grid): (readonly [number, number, number])[] {
  const [depth = 1, height = 1, width = 1] = dims
  const ends = [0, 1]
  return ends.flatMap((z) =>
    ends.flatMap((y) =>
      ends.map((x) => toLps(affineLps ?? [], [x * (width - 1), y * (height - 1), z * (depth - 1)])),
    ),
  )
}

/** Boxes around both that have nothing in common cannot be of one patient in one place. */
function checkMeets(labels: Grid, picture: Grid, place: LabelPlace): void {
  const [own, other] = [boundsOf(labels), boundsOf(picture)]
  const isApart = own.some(([low, high], axis) => {
    const [otherLow, otherHigh] = at(other, axis)
    return high < otherLow || low > otherHigh
  })
  if (!isApart) return
  const centre = (bounds: typeof own): number[] => bounds.map(([low, high]) => Math.round((low + high) / 2))
  throw new AppError('labels/elsewhere', {
    ...place,
    dims: labels.dims,
    wanted: picture.dims,
    centre: centre(own),
    wantedCentre: centre(other),
  })
}

function boundsOf(grid: Grid): (readonly [number, number])[] {
  const corners = cornersOf(grid)
  return [0, 1, 2].map((axis) => {
    const along = corners.map((corner) => at(corner, axis))
    return [Math.min(...along), Math.max(...along)] as const
  })
}
