import { expect, it } from 'vitest'
import { describeError } from '../../src/shared/errors'
import { roundDetails } from '../../src/shared/errors/round-details'

it.each([
  [
    { difference: 0.4826185405254364, tolerance: 0.00004753015041351319 },
    { difference: 0.483, tolerance: 0.0000475 },
  ],
  [
    { positionMm: 1234.5678, words: 'a 0.123456', whole: 123_456, none: null },
    { positionMm: 1235, words: 'a 0.123456', whole: 123_456, none: null },
  ],
  [
    { low: 0.12341, high: 0.12342 },
    { low: 0.12341, high: 0.12342 },
  ],
  [{ width: 0.99996 }, { width: 0.99996 }],
  [{ spacing: [0.123456, 2] }, { spacing: [0.123, 2] }],
  [{ tiny: 1.23456e-9 }, { tiny: 1.23e-9 }],
])('%o has three digits, or as many as keep what disagrees apart', (details, expected) => {
  expect(roundDetails(details)).toEqual(expected)
})

it('holds for every sentence', () => {
  const details = { device: 'cuda', difference: 0.4826185405254364, tolerance: 1.0000000149e-5 }
  expect(describeError({ code: 'session/device-differs', details }).sentence).toMatch(/0\.483.*0\.00001\b/)
})
