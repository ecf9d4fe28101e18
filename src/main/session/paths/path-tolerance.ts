/** By how much a path may differ from the plain one (method.md section 9). */

/** Absolute on probabilities, relative to the size of unbounded outputs beyond. */
export const pathTolerance = { absolute: 1e-5, relative: 1e-4 } as const

/** What a path may differ by at an output of this value. */
export function allowedAt(plain: number): number {
  return Math.max(pathTolerance.absolute, pathTolerance.relative * (Math.abs(plain) - 1))
}
