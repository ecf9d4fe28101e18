import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNifti } from '../../../../src/main/readers/nifti/parse-nifti'
import { orient } from '../../../../src/main/tensors/steps/orient'
import { buildNifti } from '../../../fixtures/builders/nifti'

/** Size and origin of one patient volume in LPS, and its value at each place. */
const sizeLps = [3, 4, 5] as const
const valueAt = (l: number, p: number, s: number): number => l + 10 * p + 100 * s

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const
const flips = Array.from({ length: 8 }, (_, bits) => [0, 1, 2].map((axis) => ((bits >> axis) & 1) === 1))
const orientations = orders.flatMap((order) => flips.map((flipped) => ({ order, flipped })))

/** The same patient volume stored with axis n of the file along LPS axis order[n], backwards where flipped. */
function stored(
  order: readonly number[],
  flipped: readonly boolean[],
  stepMm: readonly number[],
): Uint8Array {
  const dims = order.map((lps) => sizeLps[lps]!)
  const place = (index: readonly number[]): number[] => {
    const lps = [0, 0, 0]
    order.forEach((axis, n) => (lps[axis] = flipped[n] ? dims[n]! - 1 - index[n]! : index[n]!))
    return lps
  }
  const values: number[] = []
  for (let k = 0; k < dims[2]!; k++) {
    for (let j = 0; j < dims[1]!; j++) {
      for (let i = 0; i < dims[0]!; i++) {
        const [l, p, s] = place([i, j, k])
        values.push(valueAt(l!, p!, s!))
      }
    }
  }
  const origin = place([0, 0, 0])
  const rows = [0, 1, 2].map((lps) => {
    const toRas = lps < 2 ? -1 : 1
    const steps = order.map((axis, n) => (axis === lps ? toRas * (flipped[n] ? -1 : 1) * stepMm[lps]! : 0))
    return [...steps, toRas * origin[lps]! * stepMm[lps]!]
  })
  return buildNifti({ dims, stored: values, sform: rows })
}

describe('the 48 orientations of a NIfTI file', () => {
  it.each(orientations)('order $order, flipped $flipped: every voxel lies where it belongs', async (turn) => {
    const volume = await parseNifti(stored(turn.order, turn.flipped, [2, 3, 4]), 'a.nii')
    const [depth, height, width] = volume.dims
    const at = (row: number, x: number, y: number, z: number): number =>
      [x, y, z, 1].reduce((sum, part, column) => sum + part * volume.affineLps[row * 4 + column]!, 0)
    for (let z = 0; z < depth; z++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [l, p, s] = [at(0, x, y, z) / 2, at(1, x, y, z) / 3, at(2, x, y, z) / 4]
          expect(volume.values[(z * height + y) * width + x]).toBe(valueAt(l, p, s))
        }
      }
    }
  })

  it('become the same array when turned to LPS', async () => {
    const steps = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 5 })))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...orientations), steps, async ({ order, flipped }, stepMm) => {
        const volume = await parseNifti(stored(order, flipped, stepMm), 'a.nii')
        const grid = { channels: 1, ...volume }
        const turned = orient(grid, { step: 'orient', axes: 'LPS' }, { caseId: 'a', modality: 'ct' })
        expect(turned.dims).toEqual([5, 4, 3])
        const expected = Array.from({ length: 60 }, (_, n) =>
          valueAt(n % 3, Math.floor(n / 3) % 4, Math.floor(n / 12)),
        )
        expect([...turned.values]).toEqual(expected)
        expect(turned.spacingMm).toEqual([stepMm[2], stepMm[1], stepMm[0]])
      }),
      { numRuns: 200 },
    )
  })
})
