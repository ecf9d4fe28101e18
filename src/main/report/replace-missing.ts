/** 11 of 11: characters that the font of a report lacks -> a mark that is seen as such, instead of an empty box. */

/** U+FFFD, which Noto Sans has. */
export const missingMark = '\uFFFD'

/** Tells whether the font can write a code point. */
export type HasGlyph = (codePoint: number) => boolean

/** Asks the font that is in use; pdfkit shows it to nobody, so where it hides it differently every glyph counts as there. */
export function glyphsOf(pdf: PDFKit.PDFDocument): HasGlyph {
  const font = memberOf(memberOf(pdf, '_font'), 'font')
  const has = memberOf(font, 'hasGlyphForCodePoint')
  return typeof has === 'function'
    ? (codePoint) => Reflect.apply(has, font, [codePoint]) !== false
    : () => true
}

/** Replaces what the font lacks in every text within `value`; anything that is not plain data stays as it is. */
export function replaceMissing<Value>(value: Value, hasGlyph: HasGlyph): Value
export function replaceMissing(value: unknown, hasGlyph: HasGlyph): unknown {
  if (typeof value === 'string') return replaceInText(value, hasGlyph)
  if (Array.isArray(value)) return value.map((one: unknown) => replaceMissing(one, hasGlyph))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceMissing(one, hasGlyph)]))
}

function replaceInText(text: string, hasGlyph: HasGlyph): string {
  return Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0
    return codePoint < 32 || hasGlyph(codePoint) ? character : missingMark
  }).join('')
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
