import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPartMap } from '@shared/charts/part-map'
import { labelCentres } from '@shared/label-parts-of'
import { fullestSlice } from '@shared/picture/strongest-slice'
import type { LabelsLayout } from '@shared/part'
import { toRuns } from '../../../src/main/maskers/runs'

function layoutOf(dims: readonly number[], parts: readonly number[]): LabelsLayout {
  const labels = [0, 1, 2].map((part) => ({
    ...{ name: `label ${part}`, value: part },
    voxels: parts.filter((one) => one === part).length,
  }))
  return { kind: 'labels', dims: [...dims], labels, runs: toRuns(Int32Array.from(parts)) }
}

describe('a map of labels', () => {
  it('covers every element of a slice by a rectangle of its part, and what is never masked by none', () => {
    const part = fc.integer({ min: -1, max: 2 })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 60, maxLength: 60 }),
        fc.constantFrom('z' as const, 'y' as const, 'x' as const),
        (parts, axis) => {
          const place = { axis, index: 1 }
          const map = toPartMap(layoutOf([3, 4, 5], parts), [10, 20, 30], place)!
          const [height, width] = axis === 'z' ? [4, 5] : axis === 'y' ? [3, 5] : [3, 4]
          expect([map.height, map.width]).toEqual([height, width])
          const drawn = Array<number>(height * width).fill(-1)
          for (const { top, left, height: rows, width: columns, value, name } of map.cells) {
            expect(name).toBe(`label ${value / 10 - 1}`)
            for (let row = top; row < top + rows; row += 1)
              for (let column = left; column < left + columns; column += 1) {
                expect(drawn[row * width + column]).toBe(-1)
                drawn[row * width + column] = value / 10 - 1
              }
          }
          const at = (row: number, column: number): number => {
            const [z, y, x] =
              axis === 'z' ? [1, row, column] : axis === 'y' ? [row, 1, column] : [row, column, 1]
            return parts[(z * 4 + y) * 5 + x]!
          }
          expect(drawn).toEqual(drawn.map((_, place2) => at(Math.floor(place2 / width), place2 % width)))
        },
      ),
      { seed: 1, numRuns: 60 },
    )
  })

  it('is one rectangle where a part goes on in the next row', () => {
    const map = toPartMap(layoutOf([2, 3], [0, 0, 1, 0, 0, -1]), [5, 6, 7])
    expect(map).toEqual({
      ...{ height: 2, width: 3 },
      cells: [
        { top: 0, left: 2, height: 1, width: 1, value: 6, name: 'label 1' },
        { top: 0, left: 0, height: 2, width: 2, value: 5, name: 'label 0' },
      ],
    })
  })

  it('opens where most of a part is, and knows its centre', () => {
    const layout = layoutOf([3, 1, 2], [0, -1, 0, 0, 1, -1])
    expect(fullestSlice(layout, 0, 0)).toBe(1)
    expect(fullestSlice(layout, 1, 0)).toBe(2)
    expect(labelCentres(layout)[0]).toEqual([2 / 3, 0, 1 / 3])
  })
})
