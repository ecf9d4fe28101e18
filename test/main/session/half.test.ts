import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHalf, toHalf } from '../../../src/main/session/half'

/** All finite halves in ascending order, so that the nearest of any number can be looked up. */
const finite = Array.from({ length: 0x7c00 }, (_, bits) => bits)

describe('halves', () => {
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x8000, -0],
  ])('%d is %d (IEEE 754 binary16)', (bits, value) => {
    expect(fromHalf(bits)).toBe(value)
    expect(toHalf(value)).toBe(bits)
  })

  it('come back from all bits but NaN', () => {
    for (let bits = 0; bits <= 0xffff; bits += 1) {
      const value = fromHalf(bits)
      if (!Number.isNaN(value) && toHalf(value) !== bits) expect.fail(`${bits} became ${toHalf(value)}`)
    }
    expect(fromHalf(toHalf(NaN))).toBeNaN()
  })

  it('are ascending, so that the next test may look between neighbours', () => {
    expect(finite.every((bits) => bits === 0 || fromHalf(bits) > fromHalf(bits - 1))).toBe(true)
  })

  it('are rounded to the nearest, ties to even', () => {
    const between = fc.tuple(
      fc.integer({ min: 0, max: 0x7bfe }),
      fc.constantFrom(0.25, 0.5, 0.75),
      fc.boolean(),
    )
    fc.assert(
      fc.property(between, ([bits, share, negative]) => {
        const value = fromHalf(bits) + share * (fromHalf(bits + 1) - fromHalf(bits))
        const even = bits % 2 === 0 ? bits : bits + 1
        const wanted = share === 0.5 ? even : share < 0.5 ? bits : bits + 1
        expect(toHalf(negative ? -value : value)).toBe(wanted + (negative ? 0x8000 : 0))
      }),
    )
  })

  it.each([
    [2 ** -25, 0],
    [1.5 * 2 ** -25, 1],
    [2 ** -26, 0],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [1e30, 0x7c00],
  ])('%d lies at an end of the range and becomes %d', (value, bits) => {
    expect(toHalf(value)).toBe(bits)
  })
})
