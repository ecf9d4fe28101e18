import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planBatches, type Occlusion } from '../../../src/main/batch/plan-batches'

const occlusions = (count: number): Occlusion[] =>
  Array.from({ length: count }, (_, part) => ({ masker: 0, part, draw: 0 }))

describe('planBatches', () => {
  it('keeps every occlusion once and in order; only the last batch may be short', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 12 }), (count, batchSize) => {
        const batches = planBatches(occlusions(count), batchSize)
        expect(batches.flat()).toEqual(occlusions(count))
        const sizes = batches.map(({ length }) => length)
        expect(sizes.slice(0, -1).every((size) => size === batchSize)).toBe(true)
        expect(sizes.every((size) => size > 0 && size <= batchSize)).toBe(true)
      }),
    )
  })
})
