/** A column of the cases as it is filtered, sorted and counted: its different texts once, and per case which of them it has. */
import type { ColumnType } from '@shared/table-column'
import { describeColumns, saysMissing } from '../describe-columns'
import { columnCells, type CountedText } from '../table/column-cells'
import { toDay } from '../table/day'
import { findNotation, toPointNumber } from '../table/number-notation'
import type { TableRow } from '../table/table'

export interface CohortColumn {
  readonly name: string
  /** A date column whose days cannot be read in one way only is a category or id. */
  readonly type: ColumnType
  /** Per case, the place of its text in `texts`. */
  readonly codes: Uint32Array
  readonly texts: readonly string[]
  /** How many cases have the text. */
  readonly counts: readonly number[]
  /** 1 for texts that mean missing. */
  readonly missing: Uint8Array
  /** Per text, a number or the days since 1970; NaN for what is neither. Null for columns without order but that of words. */
  readonly values: Float64Array | null
}

const booleanNumbers: Readonly<Record<string, number>> = { true: 1, yes: 1, false: 0, no: 0 }

/** Reads only. */
export function toCohortColumn(rows: readonly TableRow[], name: string): CohortColumn {
  const [described] = describeColumns({ columns: [name], rows })
  const { codes, different } = columnCells({ rows }, name)
  const texts = different.map(({ text }) => text)
  const missing = new Uint8Array(texts.length)
  for (const [code, text] of texts.entries()) if (saysMissing(text)) missing[code] = 1
  const type = described?.type ?? 'category'
  const values = toValues(type, different, texts, missing)
  return {
    ...{ name, codes, texts, missing, values },
    type: type === 'date' && values === null ? 'id' : type,
    counts: different.map(({ count }) => count),
  }
}

function toValues(
  type: ColumnType,
  different: readonly CountedText[],
  texts: readonly string[],
  missing: Uint8Array,
): Float64Array | null {
  if (type === 'date') return toDays(texts, missing)
  if (type === 'boolean')
    return Float64Array.from(texts, (text) => booleanNumbers[text.toLowerCase()] ?? toNumber(text))
  return type === 'number' ? toNumbers(different, texts, missing) : null
}

function toDays(texts: readonly string[], missing: Uint8Array): Float64Array | null {
  const days = texts.map(toDay)
  return days.some((day, code) => day === null && missing[code] === 0)
    ? null
    : Float64Array.from(days, (day) => day ?? Number.NaN)
}

/** Null where nobody can say which of point and comma is the decimal sign. */
function toNumbers(
  different: readonly CountedText[],
  texts: readonly string[],
  missing: Uint8Array,
): Float64Array | null {
  const found = findNotation(different.filter((_, code) => missing[code] === 0))
  if ('problem' in found) return null
  const numbers = new Float64Array(texts.length).fill(Number.NaN)
  for (const [code, text] of texts.entries())
    if (missing[code] === 0) numbers[code] = toNumber(toPointNumber(text, found.decimal))
  return numbers
}

function toNumber(text: string): number {
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : Number.NaN
}
