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
