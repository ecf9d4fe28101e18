/** One cell of the table -> a number before its encoding. */
import type { Attribute } from '@shared/study'
import { isMissingCell } from '../dataset/missing-cell'

/** What a cell says. For boolean 0 or 1, for ordinal and one-hot the index of the level, otherwise the number itself. */
export type CellReading =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'missing' | 'infinite' | 'not-a-number' | 'unknown-level' }

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const infinity = /^[+-]?inf(inity)?$/i

/** Reads a cell by the encoding of its attribute; outer blanks never count. A level that is listed wins over missingValues ("none"). */
export function readCell(attribute: Attribute, cell: string): CellReading {
  const text = cell.trim()
  const level = levelIndex(attribute, text)
  if (level !== null && level >= 0) return { kind: 'value', value: level }
  if (isMissingCell(attribute, text)) return { kind: 'missing' }
  if (level !== null) return { kind: 'unknown-level' }
  const reading = readNumber(text)
  return reading.kind === 'infinite' && attribute.infinite === 'missing' ? { kind: 'missing' } : reading
}

function readNumber(text: string): CellReading {
  if (infinity.test(text)) return { kind: 'infinite' }
  if (!decimal.test(text)) return { kind: 'not-a-number' }
  const value = Number(text)
  return Number.isFinite(value) ? { kind: 'value', value } : { kind: 'infinite' }
}

/** Index of the level, -1 for an unknown one, null for encodings without levels. */
function levelIndex({ encoding }: Attribute, text: string): number | null {
  switch (encoding.kind) {
    case 'ordinal':
    case 'one-hot':
      return encoding.levels.findIndex((level) => level.trim() === text)
    case 'boolean': {
      const matches = (words: readonly string[]) =>
        words.some((word) => word.trim().toLowerCase() === text.toLowerCase())
      if (matches(encoding.yes)) return 1
      return matches(encoding.no) ? 0 : -1
    }
    case 'number':
    case 'z-score':
    case 'min-max':
      return null
  }
}
