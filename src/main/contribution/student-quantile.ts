/** The quantile that widens an interval which rests on few patients (method.md section 6). */

/** The 97.5 and 95 % quantiles of the normal distribution: two-sided intervals, one-sided limits. */
const normalQuantile = { 'two-sided': 1.959963984540054, 'one-sided': 1.6448536269514722 } as const

export type Sides = keyof typeof normalQuantile

/**
 * The 97.5 % quantile of Student's t (two-sided 95 %) or the 95 % one (one-sided). Abramowitz and Stegun 26.7.5, four terms: right to 1 %
 * from 3 degrees of freedom on, to 0.1 % from 6 on.
 */
export function studentQuantile(degrees: number, sides: Sides): number {
  const z = normalQuantile[sides]
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ]
  return terms.reduce((sum, term, power) => sum + term / degrees ** power, 0)
}
