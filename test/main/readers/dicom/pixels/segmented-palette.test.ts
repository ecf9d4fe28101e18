import fc from 'fast-check'
import { expect, it } from 'vitest'
import { expandSegments } from '../../../../../src/main/readers/dicom/pixels/segmented-palette'

it('writes out given entries and straight lines', () => {
  expect(expandSegments([0, 2, 0, 28672, 1, 5, 49152], 7)).toEqual([
    0, 28672, 32768, 36864, 40960, 45056, 49152,
  ])
  expect(expandSegments([0, 1, 255, 1, 255, 0], 256)).toEqual(
    Array.from({ length: 256 }, (_, index) => 255 - index),
  )
})

it('stops at the stated count and at the end of the segments', () => {
  expect(expandSegments([0, 1, 5, 1, 65535, 5], 3)).toEqual([5, 5, 5])
  expect(expandSegments([0, 3, 1, 2, 3, 0], 256)).toEqual([1, 2, 3])
})

it('is null for a line without a beginning and for segments that repeat others', () => {
  expect(expandSegments([1, 5, 9], 5)).toBeNull()
  expect(expandSegments([0, 1, 5, 2, 1, 0, 0], 5)).toBeNull()
})

it('never gives more than the count', () => {
  const values = fc.array(fc.integer({ min: 0, max: 65535 }), { maxLength: 60 })
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 300 }), (segments, count) => {
      expect((expandSegments(segments, count) ?? []).length).toBeLessThanOrEqual(count)
    }),
  )
})
