/** Which cells of an attribute mean missing. */
import type { Attribute } from '@shared/study'

/**
 * True for a cell that the study lists as missing, compared without case and outer blanks; where the attribute is a number, words that
 * are numbers are compared by value, so that -9 is -9.0 too.
 */
export function isMissingCell({ missingValues, encoding }: Attribute, cell: string): boolean {
  const text = cell.trim().toLowerCase()
  const number = isNumberEncoding(encoding) ? toNumber(text) : null
  return missingValues.some((word) => {
    const missing = word.trim().toLowerCase()
    return missing === text || (number !== null && number === toNumber(missing))
  })
}

/** True for an encoding that takes the cell as a number, not as one of some words. */
export function isNumberEncoding({ kind }: Attribute['encoding']): boolean {
  return kind === 'number' || kind === 'z-score' || kind === 'min-max'
}

function toNumber(text: string): number | null {
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : null
}
