/** Figures as pages write them, with a minus that is one (U+2212). */

const minus = '\u2212'

/** +0.0042, −0.0019, 0.0000; what would round to nothing is said to be less: +<0.0001. */
export function signedWords(value: number, decimals: number): string {
  if (value === 0) return value.toFixed(decimals)
  return `${value > 0 ? '+' : minus}${sizeWords(Math.abs(value), decimals)}`
}

/** 0.631, −1.200; never "0.000" for what is not 0. */
export function plainWords(value: number, decimals: number): string {
  return `${value < 0 ? minus : ''}${sizeWords(Math.abs(value), decimals)}`
}

function sizeWords(size: number, decimals: number): string {
  const isTiny = size > 0 && size < 0.5 * 10 ** -decimals
  return isTiny ? `<${(10 ** -decimals).toFixed(decimals)}` : size.toFixed(decimals)
}

/** Of the effects of parts, wherever they are written: as many as tell them apart below the largest of their modality. */
export function effectDecimals(limit: number): number {
  return limit > 0 && limit < 0.01 ? 5 : 4
}

const mostDecimals = 6

/** Two values with as many decimals, three at least, as tell them apart. */
export function apartWords(one: number, other: number): [string, string] {
  let decimals = 3
  while (decimals < mostDecimals && one.toFixed(decimals) === other.toFixed(decimals)) decimals += 1
  return [plainWords(one, decimals), plainWords(other, decimals)]
}
