import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNotation, toPointNumber, type Decimal } from '../../../../src/main/dataset/table/number-notation'

const lined = (texts: readonly string[]) => texts.map((text, index) => ({ text, line: index + 2 }))

describe('findNotation', () => {
  it.each<[string[], Decimal, boolean]>([
    [['1', '2'], '.', false],
    [['1.5', '2'], '.', true],
    [['1,5', '-2', '+,25', '3,'], ',', true],
    [['1.234,5', '1.234', '12'], ',', true],
    [['1,234.5', '1,234', '12'], '.', true],
    [['1.234.567'], ',', true],
    [['1.234'], '.', false],
    [['0.123', '1.234'], '.', true],
    [['0,123', '1,234'], ',', true],
    [['1e3', '2.5E-3'], '.', true],
    [['n/a', '3,5'], ',', true],
    [["1'234.50", '12’500.00', '900.10'], '.', true],
    [["1'234,5"], ',', true],
    [['1,23,456', '1,234'], '.', true],
  ])('of %j is %s', (texts, decimal, isShown) => {
    expect(findNotation(lined(texts))).toEqual({ decimal, isShown })
  })

  it.each([
    [['1.5', '2', '3,5'], { problem: 'mixed', line: 4, other: 2 }],
    [['1.234,5', '1,234.5'], { problem: 'mixed', line: 3, other: 2 }],
    [['1,234', '5'], { problem: 'groups', line: 2, other: 2 }],
    [['1,5', '1.234'], { problem: 'groups', line: 3, other: 3 }],
    [['1.5', '1,234'], { problem: 'groups', line: 3, other: 3 }],
  ])('of %j is refused', (texts, problem) => {
    expect(findNotation(lined(texts))).toEqual(problem)
  })

  it('is what the study says, unless a cell says otherwise', () => {
    expect(findNotation(lined(['1,234']), ',')).toEqual({ decimal: ',', isShown: true })
    expect(findNotation(lined(['1,234']), '.')).toEqual({ decimal: '.', isShown: true })
    expect(findNotation(lined(['1', '2.5']), ',')).toEqual({ problem: 'mixed', line: 3, other: 3 })
  })
})

describe('toPointNumber', () => {
  it.each<[string, Decimal, string]>([
    ['\u22123.5', '.', '-3.5'],
    ['\u20133,5', ',', '-3.5'],
    ['- 3,5', ',', '-3.5'],
    ["1'234.50", '.', '1234.50'],
    ['12\u2019500.00', '.', '12500.00'],
    ["1'234'567", '.', '1234567'],
    ['1\u00a0234,5', ',', '1234.5'],
    ['1\u202f234\u202f567', '.', '1234567'],
    ['12 500', '.', '12500'],
    ['\u00a0 7 \u202f', '.', '7'],
    ['\u200e12\ufeff', '.', '12'],
    ['+7', '.', '7'],
    ['<5', '.', '5'],
    ['>= 90,5', ',', '90.5'],
    ['\u22641', '.', '1'],
    ['12,5 %', ',', '12.5'],
    ['1,23,456.5', '.', '123456.5'],
    ['1,5E-3', ',', '1.5E-3'],
    ['\uff11\uff12\uff0e\uff15', '.', '12.5'],
    ['\u0661\u0662\u066b\u0665', '.', '12.5'],
    ['\u06f1\u066c\u06f2\u06f3\u06f4', '.', '1234'],
  ])('reads %j', (text, decimal, plain) => {
    expect(toPointNumber(text, decimal)).toBe(plain)
  })

  it.each([
    '12-',
    '1 23',
    "1'23",
    "1'234 567",
    '+-5',
    '\u2014',
    '5\u00b2',
    '1.2.3',
    '12 mg/l',
    '120/80',
    '0x1f',
  ])('leaves %j, which is no number', (text) => {
    expect(toPointNumber(text, '.')).toBe(text)
    expect(findNotation(lined([text]))).toEqual({ decimal: '.', isShown: false })
  })

  it('gives back what another country wrote', () => {
    const number = fc.tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.nat(99))
    fc.assert(
      fc.property(number, fc.boolean(), ([whole, hundredths], isGrouped) => {
        const english = `${whole}.${String(hundredths).padStart(2, '0')}`
        const groups = isGrouped ? String(whole).replaceAll(/\B(?=(\d{3})+$)/g, '.') : String(whole)
        const german = `${groups},${english.split('.')[1] ?? ''}`
        expect(findNotation(lined([german]))).toMatchObject({ decimal: ',' })
        expect(toPointNumber(german, ',')).toBe(english)
      }),
    )
  })

  it('leaves words alone', () => {
    expect(toPointNumber('Berlin, Mitte', ',')).toBe('Berlin, Mitte')
  })
})
