import { describe, expect, it } from 'vitest'
import { levelsOf } from '../../../../src/main/services/desk/value-levels'

describe('levels of a picture', () => {
  it('are its range and percentiles, by hand', () => {
    // 0 .. 100 in another order: percentile p is p.
    const values = Float32Array.from({ length: 101 }, (_, index) => (index * 7) % 101)
    expect(levelsOf(values)).toEqual({ range: [0, 100], percentiles: [1, 5, 95, 99] })
    // 0.01 x 3 = 0.03 of the way from the first of four to the second.
    const [first, , , last] = levelsOf(Float32Array.of(10, 40, 20, 30)).percentiles
    expect([first, last]).toEqual([expect.closeTo(10.3, 6), expect.closeTo(39.7, 6)])
  })

  it('pass over what is no number', () => {
    const values = Float32Array.of(Number.NaN, 2, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY)
    expect(levelsOf(values)).toEqual({ range: [2, 2], percentiles: [2, 2, 2, 2] })
    expect(levelsOf(Float32Array.of(Number.NaN))).toEqual({ range: [0, 0], percentiles: [0, 0, 0, 0] })
    expect(levelsOf(new Float32Array(0)).range).toEqual([0, 0])
  })

  it('of a large picture come from samples of all its columns, and are the same each time', () => {
    // 1024 columns whose value is their number: a step of 4 would meet every fourth only.
    const make = (): Float32Array => Float32Array.from({ length: 2 ** 20 }, (_, index) => index % 1024)
    const { range, percentiles } = levelsOf(make())
    expect(range).toEqual([0, 1023])
    const wanted = [10, 51, 972, 1013]
    percentiles.forEach((one, place) => {
      expect(Math.abs(one - wanted[place]!)).toBeLessThan(1.5)
    })
    expect(levelsOf(make()).percentiles).toEqual(percentiles)
  })
})
