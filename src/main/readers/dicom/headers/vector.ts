/** Positions and directions in patient space. */

/** [left, posterior, superior] in mm, or a direction without a unit. */
export type Lps = readonly [number, number, number]

/** Returns `a` x `b`, at a right angle to both. */
export function cross(a: Lps, b: Lps): Lps {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/** Returns the scalar product. */
export function dot(a: Lps, b: Lps): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/** Returns `a` - `b`. */
export function minus(a: Lps, b: Lps): Lps {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/** Returns `a` stretched by a factor. */
export function times(a: Lps, factor: number): Lps {
  return [a[0] * factor, a[1] * factor, a[2] * factor]
}

/** Returns `a` + `b`. */
export function plus(a: Lps, b: Lps): Lps {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/** Returns the length, in the unit of the vector. */
export function lengthOf(a: Lps): number {
  return Math.sqrt(dot(a, a))
}

/** Tells whether numbers are three, so a position or a direction. */
export function isLps(numbers: readonly number[] | null): numbers is Lps {
  return numbers?.length === 3
}
