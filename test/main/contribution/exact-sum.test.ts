import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactMean, exactSum } from '../../../src/main/contribution/exact-sum'

describe('an exact sum', () => {
  it('keeps what a plain sum loses', () => {
    expect(exactSum([1e16, 1, -1e16])).toBe(1)
    expect(exactSum(Array<number>(10).fill(0.1))).toBe(1)
    expect(exactSum([1e100, 1, -1e100, 1e-30])).toBe(1)
  })

  it('rounds a tie by what lies below it', () => {
    expect(exactSum([1, 2 ** -53, 2 ** -110])).toBe(1 + 2 ** -52)
    expect(exactSum([1, 2 ** -53])).toBe(1)
  })

  it('does not depend on the order of its terms', () => {
    const terms = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }))
    fc.assert(
      fc.property(
        terms.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          // -0 and 0 are the same sum.
          expect(exactSum(shuffled) + 0).toBe(exactSum(all) + 0)
        },
      ),
    )
  })

  it('of nothing is 0, and a mean divides by the count', () => {
    expect(exactSum([])).toBe(0)
    expect(exactMean([1, 2, 6])).toBe(3)
  })
})
