import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../../src/main/dataset/table/decode-text'

const text = 'id;Größe – naïve\na;„5 €“\n'
const little = Buffer.from('id;Größe\na;5\n', 'utf16le')
const big = Buffer.from(little).swap16()

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(text), { text, encoding: 'UTF-8', isAssumed: false }],
    [
      'UTF-8 with a byte order mark',
      Buffer.from(`\uFEFF${text}`),
      { text, encoding: 'UTF-8', isAssumed: false },
    ],
    ['an empty file', Buffer.alloc(0), { text: '', encoding: 'UTF-8', isAssumed: false }],
    [
      'UTF-16 little-endian with a mark',
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      { text, encoding: 'UTF-16 LE', isAssumed: false },
    ],
    [
      'UTF-16 big-endian with a mark',
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      { text, encoding: 'UTF-16 BE', isAssumed: false },
    ],
    [
      'UTF-16 little-endian without a mark',
      little,
      { encoding: 'UTF-16 LE', isAssumed: true, text: 'id;Größe\na;5\n' },
    ],
    [
      'UTF-16 big-endian without a mark',
      big,
      { encoding: 'UTF-16 BE', isAssumed: true, text: 'id;Größe\na;5\n' },
    ],
    ['Latin-1', Buffer.from('Größe', 'latin1'), { text: 'Größe', encoding: 'Windows-1252', isAssumed: true }],
    [
      'the signs that Windows-1252 has beyond Latin-1',
      Buffer.from([0x84, 0x35, 0x80, 0x93, 0x96, 0x9f]),
      { text: '„5€“–Ÿ', encoding: 'Windows-1252', isAssumed: true },
    ],
    ['the end mark of DOS', Buffer.from('a\n\x1a'), { text: 'a\n', encoding: 'UTF-8', isAssumed: false }],
  ])('reads %s', (_, bytes, wanted) => {
    expect(decodeText(bytes)).toEqual(wanted)
  })

  it.each([
    ['NUL in a text', Buffer.from('a\0b')],
    ['NUL far behind', Buffer.concat([Buffer.alloc(9000, 97), Buffer.from([0])])],
    ['NUL at odd and even places', Buffer.from([0, 97, 98, 0, 0, 0, 99, 0])],
    ['half a unit of UTF-16', Buffer.concat([Buffer.from('\uFEFFab', 'utf16le'), Buffer.from([97])])],
    ['half a pair of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    ['bytes that Windows-1252 has no letters for', Buffer.from([97, 0x81, 0x8d])],
    ['control characters', Buffer.from('a\x02b')],
  ])('takes no text from %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeNull()
  })

  it('gives back every text in every encoding that has its letters', () => {
    const letter = fc.constantFrom('a', 'Z', ';', '\n', 'é', 'Ω', '漢', '😀')
    fc.assert(
      fc.property(fc.string({ unit: letter }), (words) => {
        expect(decodeText(Buffer.from(words))?.text).toBe(words)
        const units = Buffer.from(`\uFEFF${words}`, 'utf16le')
        expect(decodeText(units)?.text).toBe(words)
        expect(decodeText(Buffer.from(units).swap16())?.text).toBe(words)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const found = decodeText(bytes)
        expect(found === null || typeof found.text === 'string').toBe(true)
      }),
    )
  })
})
