/** Characters that the font of a report lacks -> a mark that is seen as such, instead of an empty box. */
import { toShownText } from '@shared/words/shown-text'

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

/** A text as it may be shown, with marks for what the font lacks. */
export function replaceMissing(text: string, hasGlyph: HasGlyph): string {
  return Array.from(toShownText(text), (character) => {
    const codePoint = character.codePointAt(0) ?? 0
    return codePoint < 32 || hasGlyph(codePoint) ? character : missingMark
  }).join('')
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
