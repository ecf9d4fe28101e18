/** The planes of a picture as a radiologist looks at them: axial with R left and A top, coronal R left and S top, sagittal A left and S top. */
import { at } from '../at'
import {
  directionOf,
  letterOf,
  nearestDirections,
  oppositeLetters,
  shearOf,
  tiltOf,
  type Direction,
  type LetteredDirections,
} from './directions'
import { invertAffine, toLps } from './lps'

export type ArrayAxis = 'z' | 'y' | 'x'
export type PlaneName = 'axial' | 'coronal' | 'sagittal'
/** [x, y, z] */
export type Voxel = readonly [number, number, number]

/** How long a pixel is along the axes [z, y, x]; a ratio says only how they compare. */
export interface PixelLengths {
  readonly size: readonly [number, number, number]
  readonly unit: 'mm' | 'ratio'
}

/** Where the values of a picture lie; an image has a depth of 1. */
export interface Placement {
  /** [depth, height, width] */
  readonly dims: readonly [number, number, number]
  /** Voxel index (x, y, z, 1) -> LPS in mm, 4 x 4 row-major; null where the file does not say. */
  readonly affineLps: readonly number[] | null
  readonly pixels: PixelLengths | null
  /** Of an image whose file says how it is turned, but not where it lies: there are no mm of the patient. */
  readonly directions?: LetteredDirections | undefined
}

/** An axis of the array on the screen, left to right, top to bottom, or from slice to slice. */
export interface ShownAxis {
  readonly axis: ArrayAxis
  readonly count: number
  /** The first on the screen is the last of the array. */
  readonly isFlipped: boolean
  /** Of a pixel along it, in the unit of the picture; 1 where nothing is known. */
  readonly length: number
}

export interface Plane {
  /** Null where nothing says how the picture lies: it is shown as it is stored. */
  readonly name: PlaneName | null
  readonly slices: ShownAxis
  readonly rows: ShownAxis
  readonly columns: ShownAxis
  /** Letters at the edges of the screen. */
  readonly edges: {
    readonly left: string
    readonly right: string
    readonly top: string
    readonly bottom: string
  } | null
}

export interface Planes {
  readonly planes: readonly Plane[]
  /** How far the axes are from those of the patient, in degrees; null where that is not known: as stored, or turned by letters alone. */
  readonly tiltDegrees: number | null
  /** How far its axes are from right angles to each other; pictures are drawn as if they were. */
  readonly shearDegrees: number
}

const axes: readonly ArrayAxis[] = ['z', 'y', 'x']

/** Which LPS axes a plane shows, and whether they grow with the screen: to L, P and S. */
const conventions: Readonly<Record<PlaneName, { slices: Direction; rows: Direction; columns: Direction }>> = {
  axial: { columns: { axis: 0, sign: 1 }, rows: { axis: 1, sign: 1 }, slices: { axis: 2, sign: -1 } },
  coronal: { columns: { axis: 0, sign: 1 }, rows: { axis: 2, sign: -1 }, slices: { axis: 1, sign: 1 } },
  sagittal: { columns: { axis: 1, sign: 1 }, rows: { axis: 2, sign: -1 }, slices: { axis: 0, sign: 1 } },
}

const names: readonly PlaneName[] = ['axial', 'coronal', 'sagittal']

/** The planes of a picture: three of a volume, one of an image. Oblique volumes take the nearest planes of the patient. */
export function planesOf(placement: Placement): Planes {
  const { affineLps, dims } = placement
  if (affineLps === null || invertAffine(affineLps) === null)
    return { planes: unplacedPlanes(placement), tiltDegrees: null, shearDegrees: 0 }
  const directions = nearestDirections(affineLps)
  const all = names.map((name) => toPlane(name, placement, directions))
  // Of a single slice only its own plane has more than a line.
  const planes = dims[0] === 1 ? all.filter(({ slices }) => slices.axis === 'z') : all
  return { planes, tiltDegrees: tiltOf(affineLps), shearDegrees: shearOf(affineLps) }
}

function toPlane(name: PlaneName, placement: Placement, directions: readonly Direction[]): Plane {
  const shown = (wanted: Direction): ShownAxis => {
    const own = directions.findIndex(({ axis }) => axis === wanted.axis)
    return shownAxis(placement, own, at(directions, own).sign !== wanted.sign)
  }
  const { slices, rows, columns } = conventions[name]
  return {
    name,
    slices: shown(slices),
    rows: shown(rows),
    columns: shown(columns),
    edges: {
      ...{ left: oppositeLetters(letterOf(columns)), right: letterOf(columns) },
      ...{ top: oppositeLetters(letterOf(rows)), bottom: letterOf(rows) },
    },
  }
}

function unplacedPlanes(placement: Placement): Plane[] {
  const { directions, dims } = placement
  const turned = directions === undefined || dims[0] !== 1 ? null : letteredPlane(placement, directions)
  return turned === null ? storedPlanes(placement) : [turned]
}

/** An image turned by its letters; null where these name no plane. */
function letteredPlane(placement: Placement, words: LetteredDirections): Plane | null {
  const [x, y] = [directionOf(words.x.charAt(0)), directionOf(words.y.charAt(0))]
  if (x === null || y === null || x.axis === y.axis) return null
  const through = 3 - x.axis - y.axis
  const name = names.find((one) => conventions[one].slices.axis === through)
  if (name === undefined) return null
  const plane = toPlane(name, placement, [{ axis: through, sign: 1 }, y, x])
  const ends = ({ axis, isFlipped }: ShownAxis): [string, string] => {
    const grows = axis === 'x' ? words.x : words.y
    return isFlipped ? [grows, oppositeLetters(grows)] : [oppositeLetters(grows), grows]
  }
  const [left, right] = ends(plane.columns)
  const [top, bottom] = ends(plane.rows)
  return { ...plane, edges: { left, right, top, bottom } }
}

/** Rows and columns as the array has them. */
function storedPlanes(placement: Placement): Plane[] {
  const stored = (slices: number, rows: number, columns: number): Plane => ({
    ...{ name: null, edges: null },
    slices: shownAxis(placement, slices, false),
    rows: shownAxis(placement, rows, false),
    columns: shownAxis(placement, columns, false),
  })
  const own = stored(0, 1, 2)
  return placement.dims[0] === 1 ? [own] : [own, stored(1, 0, 2), stored(2, 0, 1)]
}

function shownAxis({ dims, pixels }: Placement, axis: number, isFlipped: boolean): ShownAxis {
  return {
    axis: at(axes, axis),
    count: at(dims, axis),
    isFlipped,
    length: pixels === null ? 1 : at(pixels.size, axis),
  }
}

/** A place on a plane: pixels from its left and top, whole in the middle of a pixel, and which slice. */
export interface PlanePlace {
  readonly column: number
  readonly row: number
  readonly slice: number
}

const placeOfAxis: Readonly<Record<ArrayAxis, 0 | 1 | 2>> = { x: 0, y: 1, z: 2 }

function toIndex({ count, isFlipped }: ShownAxis, shown: number): number {
  return isFlipped ? count - 1 - shown : shown
}

/** The voxel of a place on the screen. */
export function voxelAt({ slices, rows, columns }: Plane, { column, row, slice }: PlanePlace): Voxel {
  const voxel: [number, number, number] = [0, 0, 0]
  voxel[placeOfAxis[columns.axis]] = toIndex(columns, column)
  voxel[placeOfAxis[rows.axis]] = toIndex(rows, row)
  voxel[placeOfAxis[slices.axis]] = toIndex(slices, slice)
  return voxel
}

/** Where a voxel is on the screen. */
export function placeOf({ slices, rows, columns }: Plane, voxel: Voxel): PlanePlace {
  return {
    column: toIndex(columns, voxel[placeOfAxis[columns.axis]]),
    row: toIndex(rows, voxel[placeOfAxis[rows.axis]]),
    slice: toIndex(slices, voxel[placeOfAxis[slices.axis]]),
  }
}

/** Height of a pixel / its width on the screen. */
export function pixelAspect({ rows, columns }: Pick<Plane, 'rows' | 'columns'>): number {
  return rows.length / columns.length
}

/** A position in the patient with the letters that say where it grows to: L 49.8, P 189.8, I 209.0, in mm. */
export function patientWords(affineLps: readonly number[], voxel: Voxel): string {
  return toLps(affineLps, voxel).map(patientLetter).join(' ')
}

/** A coordinate of LPS: L 49.8 or R 12.0 along the first axis. */
export function patientLetter(mm: number, axis: number): string {
  return `${letterOf({ axis, sign: mm < 0 ? -1 : 1 })} ${Math.abs(mm).toFixed(1)}`
}
