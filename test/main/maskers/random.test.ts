import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNormal, createRandom } from '../../../src/main/maskers/random'

function take(count: number, random: () => number): number[] {
  return Array.from({ length: count }, random)
}

describe('seeded numbers', () => {
  it('depend on every word of the seed and on nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, number) => {
        const once = take(4, createRandom(text, number))
        expect(take(4, createRandom(text, number))).toEqual(once)
        expect(take(4, createRandom(text, number + 1))).not.toEqual(once)
        expect(take(4, createRandom(`${text}a`, number))).not.toEqual(once)
      }),
    )
  })

  it('do not run words together', () => {
    expect(take(2, createRandom('ab', 'c'))).not.toEqual(take(2, createRandom('a', 'bc')))
    expect(take(2, createRandom(1, 23))).not.toEqual(take(2, createRandom('1', '23')))
  })

  it('lie in [0, 1) and spread evenly', () => {
    const numbers = take(20_000, createRandom('spread'))
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    for (let bin = 0; bin < 10; bin += 1) {
      const count = numbers.filter((number) => Math.floor(number * 10) === bin).length
      // Binomial with n = 20000, p = 0.1: five standard deviations are 212.
      expect(Math.abs(count - 2000)).toBeLessThan(212)
    }
  })

  it('have mean 0 and variance 1 when normal', () => {
    const numbers = take(20_000, createNormal(createRandom('normal')))
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length
    expect(Math.abs(mean)).toBeLessThan(0.036)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
  })
})
