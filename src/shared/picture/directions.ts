/** Along which axes of the patient the axes of a volume run. */
import { at } from '../at'

/** A direction of the patient: LPS axis 0, 1 or 2, and its sign. */
export interface Direction {
  readonly axis: number
  readonly sign: 1 | -1
}

/** Where the x and the y index of a picture grow to, by letters of the patient: the main one first, IR for down and a little to the right. */
export interface LetteredDirections {
  readonly x: string
  readonly y: string
}

const lettered: Readonly<Record<string, Direction>> = {
  L: { axis: 0, sign: 1 },
  R: { axis: 0, sign: -1 },
  P: { axis: 1, sign: 1 },
  A: { axis: 1, sign: -1 },
  S: { axis: 2, sign: 1 },
  I: { axis: 2, sign: -1 },
}

/** The direction of a letter; null for what is none. */
export function directionOf(letter: string): Direction | null {
  return lettered[letter] ?? null
}

/** The letter of a direction. */
export function letterOf({ axis, sign }: Direction): string {
  return at(sign > 0 ? ['L', 'P', 'S'] : ['R', 'A', 'I'], axis)
}

/** The letters of the other way, in the same order. */
export function oppositeLetters(letters: string): string {
  return Array.from(letters, (letter) => {
    const direction = directionOf(letter)
    return direction === null ? letter : letterOf({ axis: direction.axis, sign: direction.sign > 0 ? -1 : 1 })
  }).join('')
}

/** Below this cosine (3 degrees) a picture is not called oblique towards an axis. */
const leastCosine = 0.05

/** The letters that a unit vector in LPS points to, the main one first. */
export function lettersOf(vector: readonly number[]): string {
  return vector
    .map((cosine, axis) => ({ axis, cosine }))
    .filter(({ cosine }) => Math.abs(cosine) >= leastCosine)
    .toSorted((a, b) => Math.abs(b.cosine) - Math.abs(a.cosine))
    .map(({ axis, cosine }) => letterOf({ axis, sign: cosine < 0 ? -1 : 1 }))
    .join('')
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

/** [array axis z, y, x][L, P, S]: cosines between the axes of the volume and those of the patient. */
function cosinesOf(affine: readonly number[]): number[][] {
  return [2, 1, 0].map((column) => {
    const direction = [0, 1, 2].map((row) => at(affine, row * 4 + column))
    const length = Math.hypot(...direction) || 1
    return direction.map((part) => part / length)
  })
}

/** For each array axis [z, y, x]: the LPS axis it runs along, all three different, with the largest sum of cosines. */
export function nearestDirections(affine: readonly number[]): Direction[] {
  const cosines = cosinesOf(affine)
  const fit = (order: readonly number[]): number =>
    order.reduce((sum, lps, axis) => sum + Math.abs(at(at(cosines, axis), lps)), 0)
  const best = orders.reduce<readonly number[]>(
    (chosen, order) => (fit(order) > fit(chosen) ? order : chosen),
    orders[0],
  )
  return best.map((lps, axis) => ({ axis: lps, sign: at(at(cosines, axis), lps) < 0 ? -1 : 1 }))
}

/** The largest angle between an axis of the volume and the axis of the patient that it is called by, in degrees. */
export function tiltOf(affine: readonly number[]): number {
  const cosines = cosinesOf(affine)
  const angles = nearestDirections(affine).map(({ axis }, own) =>
    Math.acos(Math.min(1, Math.abs(at(at(cosines, own), axis)))),
  )
  return (Math.max(...angles) * 180) / Math.PI
}

/** How far two axes are from a right angle at most, in degrees: 0 for all but sheared volumes. */
export function shearOf(affine: readonly number[]): number {
  const [x = [], y = [], z = []] = cosinesOf(affine)
  const dot = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((sum, value, axis) => sum + value * at(other, axis), 0)
  const most = Math.max(...[dot(x, y), dot(x, z), dot(y, z)].map(Math.abs))
  return (Math.asin(Math.min(1, most)) * 180) / Math.PI
}

/** An affine whose axes grow to three letters such as LPS, 1 mm apart; null for what names no axes. It gives directions, not positions. */
export function affineOfLetters(letters: string): readonly number[] | null {
  const directions = Array.from(letters, directionOf)
  const [x = null, y = null, z = null] = directions
  if (x === null || y === null || z === null || new Set([x.axis, y.axis, z.axis]).size < 3) return null
  const cell = (row: number, { axis, sign }: Direction): number => (axis === row ? sign : 0)
  return [0, 1, 2].flatMap((row) => [cell(row, x), cell(row, y), cell(row, z), 0]).concat([0, 0, 0, 1])
}
