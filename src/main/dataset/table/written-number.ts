/** A number as a person or a hospital system writes it -> plain signs, with what stands around it named. */

export interface WrittenNumber {
  /** In digits of ASCII with `-` as minus and no groups but those of point and comma. */
  readonly text: string
  /** `<5` and the like: the value lies below or above the number. */
  readonly isLimit: boolean
  readonly isPercent: boolean
}

/** Marks of direction and width that no screen shows. */
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g
/** First digits of full-width, Arabic-Indic, extended Arabic-Indic and Devanagari numbers. */
const zeros = [0xff10, 0x0660, 0x06f0, 0x0966] as const
const foreignDigit = /[\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g
const limit = /^(?:&[lg]t;|[<>\u2264\u2265\u2A7D\u2A7E\uFF1C\uFF1E])=?\s*|^=[<>]\s*/
const percent = /\s*[%\u066A\uFF05]$/
/** Minus, and the hyphens and dash that programs put in its place. */
const minus = /^[-\u2010-\u2013\u2212\uFE63\uFF0D]\s*/
const plus = /^[+\uFF0B]\s*(?=[\d.,])/
/** Groups of three with one and the same sign that no notation has as decimal sign: apostrophes and blanks. */
const grouped = /^\d{1,3}(['\u2019\u02BC\u00B4`]|[ \u00A0\u2007\u2009\u202F])\d{3}(?:\1\d{3})*(?=[.,]|e|$)/i

/** Most cells of most tables: nothing around the digits. */
const plainNumber = /^-?\d+(\.\d*)?$/

/** Replaces the typography of a cell; what is no number comes back with some signs exchanged, and its shape says so. */
export function toWrittenNumber(cell: string): WrittenNumber {
  if (plainNumber.test(cell)) return { text: cell, isLimit: false, isPercent: false }
  const text = cell
    .replaceAll(invisible, '')
    .trim()
    .replaceAll(foreignDigit, toAsciiDigit)
    .replaceAll('\uFF0E', '.')
    .replaceAll('\uFF0C', ',')
  const bare = text.replace(limit, '').replace(percent, '')
  const isNegative = minus.test(bare)
  const digits = bare.replace(isNegative ? minus : plus, '')
  return {
    text: (isNegative ? '-' : '') + withoutGroups(withArabicSigns(digits)),
    isLimit: limit.test(text),
    isPercent: percent.test(text),
  }
}

function toAsciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  const zero = zeros.find((first) => point >= first && point <= first + 9) ?? point
  return String(point - zero)
}

/** U+066B is a decimal sign and U+066C one of thousands, and nothing else. */
function withArabicSigns(text: string): string {
  return /^\d{1,3}(\u066C\d{3})*(\u066B\d+)?$/.test(text) || /^\d+\u066B\d+$/.test(text)
    ? text.replaceAll('\u066C', '').replace('\u066B', '.')
    : text
}

function withoutGroups(text: string): string {
  return text.replace(grouped, (digits) => digits.replaceAll(/\D/g, ''))
}
