/** Figures in a sentence have three digits, or as many more as keep those that disagree apart. */
import type { Details, DetailValue } from './entry'

const fewestDigits = 3
const mostDigits = 17
/** From here on the whole number has three digits. */
const largeFigure = 100

/** The same details with fractions cut for reading; whole numbers and words stay. */
export function roundDetails(details: Details): Details {
  const figures = Object.values(details).flat().filter(isFraction)
  if (figures.length === 0) return details
  const digits = enoughDigits(Object.values(details).flat().filter(isNumber))
  const round = (value: string | number): string | number =>
    isFraction(value) ? toDigits(value, digits) : value
  const roundAny = (value: DetailValue): DetailValue =>
    Array.isArray(value) ? value.map(round) : isFraction(value) ? toDigits(value, digits) : value
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, roundAny(value)]))
}

/** The fewest digits with which no two of the numbers become one, and none seems to be a whole number that it is not. */
function enoughDigits(numbers: readonly number[]): number {
  const different = new Set(numbers).size
  for (let digits = fewestDigits; digits < mostDigits; digits += 1) {
    const rounded = numbers.map((value) => (isFraction(value) ? toDigits(value, digits) : value))
    const staysFraction = numbers.every(
      (value, index) =>
        !isFraction(value) || Math.abs(value) >= largeFigure || !Number.isInteger(rounded[index]),
    )
    if (staysFraction && new Set(rounded).size === different) return digits
  }
  return mostDigits
}

function toDigits(value: number, digits: number): number {
  const wholeDigits = Math.floor(Math.log10(Math.abs(value))) + 1
  return Number(value.toPrecision(Math.min(mostDigits, Math.max(digits, wholeDigits))))
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function isFraction(value: unknown): value is number {
  return isNumber(value) && Number.isFinite(value) && !Number.isInteger(value)
}
