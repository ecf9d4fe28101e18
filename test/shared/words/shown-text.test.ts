import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapTexts, toShownText, toVisibleText } from '@shared/words/shown-text'

describe('text that is shown', () => {
  it('has its control characters and overrides of direction visible', () => {
    expect(toVisibleText('case\u001b[2J\u0007 \u009b31m')).toBe('case[U+001B][2J[U+0007] [U+009B]31m')
    expect(toVisibleText('scan\u202egnp.exe\u2066\u2069')).toBe('scan[U+202E]gnp.exe[U+2066][U+2069]')
  })

  it('keeps lines, tabs, letters of any script and their joiners', () => {
    expect(toVisibleText('a\tb\r\nÖ 肺 שלום می\u200cخواهم\n')).toBe('a\tb\nÖ 肺 שלום می\u200cخواهم\n')
  })

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toVisibleText(text).replaceAll(/[\n\t]/g, '')).not.toMatch(
          /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u,
        )
      }),
    )
  })

  it('cuts a word of 100,000 letters and says how long it is, and no other', () => {
    const shown = toShownText(`one ${'ä'.repeat(100_000)} two ${'x'.repeat(300)}`)
    expect(shown).toBe(`one ${'ä'.repeat(200)}... (100000 characters) two ${'x'.repeat(300)}`)
  })

  it('is changed within lists and plain objects, and nothing else is', () => {
    const moment = new Date(0)
    expect(mapTexts({ a: ['x', 1, null], moment }, (text) => `${text}!`)).toEqual({
      a: ['x!', 1, null],
      moment,
    })
  })
})
