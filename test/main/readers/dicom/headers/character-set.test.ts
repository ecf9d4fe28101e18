import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDicomText } from '../../../../../src/main/readers/dicom/headers/character-set'

/** Bytes written as text with hexadecimal escapes, as PS3.5 prints them. */
const bytes = (latin1: string): Uint8Array => new Uint8Array(Buffer.from(latin1, 'latin1'))

// The examples of PS3.5, annexes H, I, J and K, and of the tests of pydicom.
const examples: readonly (readonly [string, string, string])[] = [
  ['ISO_IR 100', 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
  ['ISO_IR 101', 'Wa\xb3\xeasa', 'Wałęsa'],
  ['ISO_IR 109', 'an\xb5ela\xbf', 'anµelaż'],
  ['ISO_IR 110', 'v\xe7r\xb6', 'vįrļ'],
  ['ISO_IR 126', '\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2', 'Διονυσιος'],
  ['ISO_IR 127', '\xe2\xc8\xc7\xe6\xea^\xe4\xe6\xd2\xc7\xd1', 'قباني^لنزار'],
  ['ISO_IR 138', '\xf9\xf8\xe5\xef^\xe3\xe1\xe5\xf8\xe4', 'שרון^דבורה'],
  ['ISO_IR 144', '\xbb\xee\xda\x63\x65\xdc\xd1\x79\x70\xd3', 'Люкceмбypг'],
  ['ISO_IR 148', '\xc7a\xf0r\xfd', 'Çağrı'],
  ['ISO_IR 166', '\xb9\xd2\xc1', 'นาม'],
  ['ISO_IR 192', 'Wang^XiaoDong=\xe7\x8e\x8b^\xe5\xb0\x8f\xe6\x9d\xb1', 'Wang^XiaoDong=王^小東'],
  ['GB18030', 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab', 'Wang^XiaoDong=王^小东'],
  ['ISO_IR 13', '\xd4\xcf\xc0\xde^\xc0\xdb\xb3', 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
  [
    '\\ISO 2022 IR 87',
    'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  [
    'ISO 2022 IR 13\\ISO 2022 IR 87',
    '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J',
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎',
  ],
  ['ISO 2022 IR 6\\ISO 2022 IR 159', '\x1b$(DmN\x1b(B^a', '齩^a'],
  [
    '\\ISO 2022 IR 149',
    'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf',
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  ['\\ISO 2022 IR 58', 'Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab', 'Zhang^XiaoDong=张^小东'],
  [
    'ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126',
    'Dionysios \xe9 \x1b-F\xc4\xe9\x1b-L\xbb\xee\\\xe9',
    'Dionysios é ΔιЛю\\é',
  ],
]

describe('decodeDicomText', () => {
  it.each(examples)('decodes %s', (characterSet, latin1, expected) => {
    expect(decodeDicomText(bytes(latin1), characterSet)).toBe(expected)
  })

  it('takes the terms that careless writers use', () => {
    for (const term of ['ISO-IR 101', 'ISO IR 101', 'ISO_IR_101', 'iso_ir 101', 'ISO 2022-IR 101']) {
      expect(decodeDicomText(bytes('Wa\xb3\xeasa'), term)).toBe('Wałęsa')
    }
  })

  it('takes UTF-8 where a file says nothing and the bytes are that, else Latin-1', () => {
    for (const none of [null, '', 'ISO_IR 6', 'NONSENSE']) {
      expect(decodeDicomText(bytes('M\xc3\xbcller'), none)).toBe('Müller')
      expect(decodeDicomText(bytes('M\xfcller'), none)).toBe('Müller')
    }
  })

  it('cuts off padding and keeps what stands before it', () => {
    expect(decodeDicomText(bytes('  a b \0'), 'ISO_IR 100')).toBe('  a b')
  })

  it('decodes any bytes in any set without failing', () => {
    const terms = fc.constantFrom(...examples.map(([term]) => term), '\\', 'ISO 2022 IR 87', '')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), terms, (any, term) => {
        expect(typeof decodeDicomText(any, term)).toBe('string')
      }),
    )
  })

  it('leaves ASCII as it is in every set', () => {
    const terms = fc.constantFrom(...examples.map(([term]) => term))
    const letters = fc.stringMatching(/^[A-Za-z0-9^=,.]{0,20}$/)
    fc.assert(
      fc.property(letters, terms, (text, term) => {
        expect(decodeDicomText(bytes(text), term)).toBe(text)
      }),
    )
  })
})
