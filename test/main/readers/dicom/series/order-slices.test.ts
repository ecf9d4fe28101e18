import { describe, expect, it } from 'vitest'
import { orderSlices } from '../../../../../src/main/readers/dicom/series/order-slices'
import type { PlacedSlice } from '../../../../../src/main/readers/dicom/series/place-slices'
import type { SliceHeader } from '../../../../../src/main/readers/dicom/headers/slice-header'
import type { Lps } from '../../../../../src/main/readers/dicom/headers/vector'

type Placed = PlacedSlice<SliceHeader>

/** Axial slices by their first pixels; pixels of [y, x] mm. */
function place(positions: readonly Lps[], pixelSpacingMm: readonly [number, number] = [2, 1]): Placed[] {
  return positions.map((position, index) => ({
    slice: { file: `s${index}` } as SliceHeader,
    plane: {
      ...{ position, pixelSpacingMm, normal: [0, 0, 1] },
      ...{ rowDirection: [1, 0, 0], columnDirection: [0, 1, 0] },
    },
    heightMm: position[2],
  }))
}

const upright = (heights: readonly number[]): Placed[] => place(heights.map((mm) => [0, 0, mm]))
const codeOf = (placed: readonly Placed[]): string => {
  try {
    orderSlices(placed)
    return 'read'
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

describe('the gap between slices', () => {
  it.each([
    ['2.019 of 2 mm is rounding', [0, 2, 4, 6.019], 'read'],
    ['1.981 of 2 mm is rounding', [0, 2, 4, 5.981], 'read'],
    ['2.021 of 2 mm is not', [0, 2, 4, 6.021], 'dicom/uneven-gaps'],
    ['1.979 of 2 mm is not', [0, 2, 4, 5.979], 'dicom/uneven-gaps'],
    ['4.019 mm is one slice of 2 mm that is missing', [0, 2, 4, 8.019], 'dicom/missing-slices'],
    ['4.021 mm is not', [0, 2, 4, 8.021], 'dicom/uneven-gaps'],
    [
      'of thin slices bears a thousandth of a mm: places are written with three decimals',
      thin(0.0009),
      'read',
    ],
    ['of thin slices bears no more', thin(0.0011), 'dicom/uneven-gaps'],
  ])('%s', (_, heights, wanted) => {
    expect(codeOf(upright(heights))).toBe(wanted)
  })

  it('is the median: one odd gap does not move it', () => {
    expect(orderSlices(upright([0, 1, 2, 3, 4.005])).spacingMm).toBeCloseTo(1, 12)
    expect(orderSlices(upright([0, 1, 2.004])).spacingMm).toBeCloseTo(1.002, 12)
  })
})

/** Slices every 0.05 mm, 1 % of which is less than what positions are rounded to. */
function thin(offMm: number): number[] {
  return [0, 0.05, 0.1, 0.15 + offMm]
}

describe('the line of the first pixels', () => {
  const beside = (mm: number, spacing: readonly [number, number]): Placed[] =>
    place(
      [
        [0, 0, 0],
        [mm, 0, 1],
        [0, 0, 2],
      ],
      spacing,
    )

  it('bears a quarter of the smaller side of a pixel', () => {
    for (const spacing of [[2, 1] as const, [1, 2] as const]) {
      expect(codeOf(beside(0.25, spacing))).toBe('read')
      expect(codeOf(beside(0.26, spacing))).toBe('dicom/shifted')
    }
    expect(codeOf(beside(0.26, [2, 2]))).toBe('read')
  })

  it('may be tilted', () => {
    const tilted = place([
      [0, 0, 0],
      [3, 1, 1],
      [6, 2, 2],
    ])
    expect(codeOf(tilted)).toBe('read')
  })
})
