import { describe, expect, it } from 'vitest'
import { layGrid } from '../../../src/main/maskers/grid-plan'

function lay(dims: number[], size: number[], stride: number[], edge: 'truncate' | 'error' = 'truncate') {
  const { parts } = layGrid({ size, stride, edge }, dims, 'scan')
  return parts.map((part) => [part.offset[0], part.size[0]])
}

describe('a grid that fits exactly', () => {
  it.each([
    [
      [8],
      [4],
      [4],
      [
        [0, 4],
        [4, 4],
      ],
    ],
    [[8], [8], [8], [[0, 8]]],
    [[8], [8], [3], [[0, 8]]],
    // Overlapping: the last part ends at the edge, and none begins behind it.
    [
      [8],
      [4],
      [2],
      [
        [0, 4],
        [2, 4],
        [4, 4],
      ],
    ],
    [
      [7],
      [3],
      [2],
      [
        [0, 3],
        [2, 3],
        [4, 3],
      ],
    ],
  ])('%j in parts of %j at %j has no part more, and none is cut', (dims, size, stride, wanted) => {
    expect(lay(dims, size, stride)).toEqual(wanted)
    expect(lay(dims, size, stride, 'error')).toEqual(wanted)
  })
})

describe('a grid that does not fit', () => {
  it.each([
    [
      [9],
      [4],
      [4],
      [
        [0, 4],
        [4, 4],
        [8, 1],
      ],
    ],
    [[8], [9], [9], [[0, 8]]],
    [
      [8],
      [3],
      [2],
      [
        [0, 3],
        [2, 3],
        [4, 3],
        [6, 2],
      ],
    ],
  ])('%j in parts of %j at %j is cut off at the edge, or refused', (dims, size, stride, wanted) => {
    expect(lay(dims, size, stride)).toEqual(wanted)
    expect(() => lay(dims, size, stride, 'error')).toThrow()
  })
})
