import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeElsewhere } from '../../../src/main/maskers/control-regions'
import { positionsOf } from '../../../src/main/maskers/label-positions'
import type { LabelMap } from '../../../src/main/tensors/labels/label-map'

function mapOf(dims: readonly number[], partOf: readonly number[]): LabelMap {
  const labels = [0, 1].map((part) => ({
    ...{ name: `label ${part}`, value: part },
    voxels: partOf.filter((one) => one === part).length,
  }))
  return { caseId: 'c1', dims, labels, partOf: Int32Array.from(partOf) }
}

const place = (map: LabelMap, draws: number, ...seed: readonly (string | number)[]) =>
  placeElsewhere(map, 0, positionsOf(map)[0]!, draws, seed).map((one) => [...one])

/** Row and column of positions, the first at the origin. */
function shapeOf(positions: readonly number[], width: number): string {
  const places = positions.map((position) => [Math.floor(position / width), position % width] as const)
  const [top, left] = [0, 1].map((axis) => Math.min(...places.map((one) => one[axis]!)))
  return places.map(([row, column]) => `${row - top!} ${column - left!}`).join()
}

describe('control regions', () => {
  it('have the shape of the label, lie inside of the picture, hold no voxel of it, and are no two the same', () => {
    const dims = [9, 11]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(-1, -1, -1, -1, -1, -1, 0, 1), { minLength: 99, maxLength: 99 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer(),
        (given, size, seed) => {
          // The label in one corner, so that there is room elsewhere.
          const partOf = given.map((part, at) => {
            const isNear = Math.floor(at / 11) < size && at % 11 < size
            return at === 0 ? 0 : part === 0 && !isNear ? -1 : part
          })
          const map = mapOf(dims, partOf)
          const own = [...positionsOf(map)[0]!]
          const placed = place(map, 5, seed)
          expect(new Set(placed.map((one) => one.join())).size).toBe(placed.length)
          for (const one of placed) {
            expect(one).toHaveLength(own.length)
            expect(shapeOf(one, 11)).toBe(shapeOf(own, 11))
            for (const position of one) {
              expect(position).toBeGreaterThanOrEqual(0)
              expect(position).toBeLessThan(99)
              expect(partOf[position]).not.toBe(0)
            }
          }
          expect(placed).toHaveLength(5)
        },
      ),
      { seed: 4, numRuns: 80 },
    )
  })

  it('are the same for the same seed, others for another, and none where the shape does not fit', () => {
    const half = mapOf([4, 6], [0, 0, 0, -1, -1, -1, ...Array<number>(18).fill(-1)])
    expect(place(half, 3, 1, 'a')).toEqual(place(half, 3, 1, 'a'))
    expect(place(half, 3, 1, 'a')).not.toEqual(place(half, 3, 1, 'b'))
    expect(place(mapOf([2, 2], [0, 0, 0, -1]), 3, 1)).toEqual([])
    expect(place(mapOf([1, 3], [-1, 0, -1]), 5, 1).toSorted()).toEqual([[0], [2]])
  })
})
