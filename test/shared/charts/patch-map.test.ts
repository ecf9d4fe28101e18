import { toPatchMap } from '@shared/charts/patch-map'
import { gridCounts, gridParts, type GridLayout } from '@shared/part'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const layout = (dims: number[], size: number[], stride = size): GridLayout => ({
  kind: 'grid',
  dims,
  size,
  stride,
})

describe('a patch map', () => {
  it('lays the values row by row and cuts an overhanging patch off at the edge', () => {
    const { height, width, cells } = toPatchMap(layout([4, 5], [2, 3]), [1, 2, 3, 4])
    expect([height, width]).toEqual([4, 5])
    expect(cells).toEqual([
      { top: 0, left: 0, height: 2, width: 3, value: 1 },
      { top: 0, left: 3, height: 2, width: 2, value: 2 },
      { top: 2, left: 0, height: 2, width: 3, value: 3 },
      { top: 2, left: 3, height: 2, width: 2, value: 4 },
    ])
  })

  it('takes the blocks of a volume that the slice cuts, along each axis', () => {
    const volume = layout([4, 2, 2], [2, 2, 1])
    const values = [1, 2, 3, 4]
    const at = (axis: 'z' | 'y' | 'x', index: number) =>
      toPatchMap(volume, values, { axis, index }).cells.map(({ value }) => value)
    expect(at('z', 1)).toEqual([1, 2])
    expect(at('z', 2)).toEqual([3, 4])
    expect(at('x', 0)).toEqual([1, 3])
    expect(at('y', 0)).toEqual([1, 2, 3, 4])
  })

  it('shows the mean where patches overlap, and nothing in a gap', () => {
    const overlapping = toPatchMap(layout([1, 4], [1, 2], [1, 1]), [0, 3, 6])
    expect(overlapping.cells.map(({ left, value }) => [left, value])).toEqual([
      [0, 0],
      [1, 1.5],
      [2, 4.5],
      [3, 6],
    ])
    const gaps = toPatchMap(layout([1, 5], [1, 1], [1, 2]), [1, 2, 3])
    expect(gaps.cells.map(({ left, width }) => [left, width])).toEqual([
      [0, 1],
      [2, 1],
      [4, 1],
    ])
  })

  it('covers every pixel once, with the value of its patch, where patches tile the image', () => {
    const axis = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(axis, axis, ([height, tall], [width, wide]) => {
        const grid = layout([height, width], [Math.min(tall, height), Math.min(wide, width)])
        const parts = gridParts(grid)
        expect(parts).toHaveLength(gridCounts(grid).reduce((product, count) => product * count, 1))
        const seen = new Map<string, number>()
        for (const cell of toPatchMap(grid, [...parts.keys()]).cells)
          for (let y = cell.top; y < cell.top + cell.height; y += 1)
            for (let x = cell.left; x < cell.left + cell.width; x += 1) {
              expect(seen.has(`${y},${x}`)).toBe(false)
              seen.set(`${y},${x}`, cell.value)
            }
        expect(seen.size).toBe(height * width)
        for (const [index, { offset, size }] of parts.entries())
          expect(seen.get(`${offset[0]! + size[0]! - 1},${offset[1]!}`)).toBe(index)
      }),
    )
  })
})
