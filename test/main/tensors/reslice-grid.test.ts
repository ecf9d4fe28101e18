import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Grid } from '../../../src/main/tensors/grid'
import { boxInLps, composeAffines, invertAffine, toLps } from '../../../src/main/tensors/lps'
import { resliceGrid, resliceLabels } from '../../../src/main/tensors/reslice-grid'
import { applyStep } from '../../../src/main/tensors/steps/apply-step'

const place = { caseId: 'c1', modality: 'ct' }
const linear = { interpolation: 'linear', outside: -1024 } as const

/** Voxel spacing and turns around z and x, sheared as by a tilted gantry: x, y, z -> LPS. */
function buildAffine([sx, sy, sz]: readonly number[], turn: number, tilt: number, shear = 0): number[] {
  const [c, s] = [Math.cos(turn), Math.sin(turn)]
  const [ct, st] = [Math.cos(tilt), Math.sin(tilt)]
  const turned = [c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
  const tilted = [1, 0, 0, 12, 0, ct, -st, -7, 0, st, ct, 3, 0, 0, 0, 1]
  const scaled = [sx!, 0, 0, 0, 0, sy!, shear, 0, 0, 0, sz!, 0, 0, 0, 0, 1]
  return composeAffines(composeAffines(turned, tilted), scaled)
}

function buildGrid(
  dims: readonly number[],
  affineLps: readonly number[],
  value: (z: number, y: number, x: number) => number,
): Grid {
  const [depth = 1, height = 1, width = 1] = dims
  const values = new Float32Array(depth * height * width)
  for (let z = 0; z < depth; z += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) values[(z * height + y) * width + x] = value(z, y, x)
    }
  }
  return { channels: 1, dims, values, spacingMm: [1, 1, 1], affineLps }
}

const affines = fc
  .record({
    spacing: fc.array(fc.double({ min: 0.4, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 }),
    turn: fc.double({ min: -3, max: 3, noNaN: true }),
    tilt: fc.double({ min: -1, max: 1, noNaN: true }),
    shear: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  .map(({ spacing, turn, tilt, shear }) => buildAffine(spacing, turn, tilt, shear))

describe('reslicing', () => {
  it('leaves values as they are on an unchanged grid, bit for bit', () => {
    fc.assert(
      fc.property(affines, (affine) => {
        const grid = buildGrid([3, 4, 5], affine, (z, y, x) => Math.sin(100 * z + 10 * y + x))
        const { values } = resliceGrid(grid, { dims: grid.dims, affineLps: affine }, linear, place)
        expect(values).toEqual(grid.values)
      }),
    )
  })

  it('reproduces a field that is linear in patient space, wherever the new grid lies inside', () => {
    fc.assert(
      fc.property(affines, (affine) => {
        const field = (lps: readonly number[]): number => 3 * lps[0]! - 2 * lps[1]! + lps[2]! + 5
        const grid = buildGrid([8, 9, 10], affine, (z, y, x) => field(toLps(affine, [x, y, z])))
        // A finer grid around the middle, along the axes of the patient.
        const [cx, cy, cz] = toLps(affine, [4.5, 4, 3.5])
        const target = [0.1, 0, 0, cx, 0, 0.1, 0, cy, 0, 0, 0.1, cz, 0, 0, 0, 1]
        const { values } = resliceGrid(grid, { dims: [2, 2, 2], affineLps: target }, linear, place)
        for (const [index, value] of values.entries()) {
          const at = toLps(target, [index % 2, Math.floor(index / 2) % 2, Math.floor(index / 4)])
          expect(value).toBeCloseTo(field(at), 3)
        }
      }),
    )
  })

  it('gives the outside value beyond the outer half voxel and the last value within it', () => {
    const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    const grid = buildGrid([1, 1, 3], identity, (_z, _y, x) => x + 1)
    const shifted = [1, 0, 0, -1.4, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    const { values } = resliceGrid(grid, { dims: [1, 1, 6], affineLps: shifted }, linear, place)
    expect(values[0]).toBe(-1024)
    expect(values[1]).toBe(1)
    expect(values[2]).toBeCloseTo(1.6)
    expect(values[3]).toBeCloseTo(2.6)
    expect(values[4]).toBe(-1024)
  })

  it('brings a label map of another grid to that of the image: labels stay whole numbers and lie where they lay', () => {
    const image = buildGrid([6, 6, 6], buildAffine([1, 1, 1], 0.2, 0), () => 0)
    const labels = buildGrid(
      [12, 12, 12],
      composeAffines(image.affineLps!, [0.5, 0, 0, -0.25, 0, 0.5, 0, -0.25, 0, 0, 0.5, -0.25, 0, 0, 0, 1]),
      (z, y, x) => (z < 6 && y < 6 && x < 6 ? 2 : 0),
    )
    const { dims, values } = resliceLabels(labels, image, place)
    expect(dims).toEqual(image.dims)
    expect(new Set(values)).toEqual(new Set([0, 2]))
    expect(values.filter((value) => value === 2)).toHaveLength(27)
  })

  it('straightens a tilted volume by the step of a study, around its middle', () => {
    const grid = buildGrid([5, 5, 5], buildAffine([1, 1, 2], 0, 0, 0.4), (z) => z)
    const step = {
      step: 'reslice',
      size: [5, 5, 5],
      spacingMm: [2, 1, 1],
      axes: 'LPS',
      center: 'image',
      interpolation: 'linear',
      outside: -1,
    } as const
    const straight = applyStep(grid, { ...step, size: [...step.size], spacingMm: [...step.spacingMm] }, place)
    expect(straight.dims).toEqual([5, 5, 5])
    expect(straight.spacingMm).toEqual([2, 1, 1])
    expect(straight.values[2 * 25 + 12]).toBeCloseTo(2)
    expect(() =>
      applyStep(grid, { ...step, axes: 'LRS', size: [5, 5, 5], spacingMm: [1, 1, 1] }, place),
    ).toThrow()
  })
})

describe('a part in patient space', () => {
  it('comes back to the voxels it was cut from, through orient, crop, pad, resample and reslice', () => {
    fc.assert(
      fc.property(
        affines,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
        (affine, at) => {
          const source = buildGrid([8, 8, 8], affine, () => 0)
          const steps = [
            { step: 'orient', axes: 'RAS' },
            { step: 'crop', size: [6, 6, 6] },
            { step: 'pad', size: [8, 8, 8], value: 0 },
            { step: 'resize', size: [4, 4, 4], interpolation: 'linear', antialias: true },
          ] as const
          const tensor = steps.reduce<Grid>(
            (grid, step) => applyStep(grid, structuredClone(step) as never, place),
            source,
          )
          const { centre, corners } = boxInLps(tensor.affineLps!, { offset: at, size: [1, 1, 1] })
          // The tensor voxel whose cell holds the centre is the part itself.
          const back = toLps(invertAffine(tensor.affineLps!)!, centre)
          expect(back.map((one) => Math.round(one) + 0)).toEqual([at[2], at[1], at[0]])
          // A marked ball of source voxels around the centre is what the part sees.
          const marked = buildGrid(source.dims, affine, (z, y, x) => {
            const lps = toLps(affine, [x, y, z])
            const index = toLps(invertAffine(tensor.affineLps!)!, lps)
            return index.every(
              (value, axis) => Math.round(value) === back.map((one) => Math.round(one) + 0)[axis],
            )
              ? 1
              : 0
          })
          const seen = steps.reduce<Grid>(
            (grid, step) => applyStep(grid, structuredClone(step) as never, place),
            marked,
          )
          const strongest = seen.values.indexOf(Math.max(...seen.values))
          if (Math.max(...marked.values) > 0 && Math.max(...seen.values) > 0) {
            expect(strongest).toBe((at[0]! * 4 + at[1]!) * 4 + at[2]!)
          }
          expect(corners).toHaveLength(8)
        },
      ),
    )
  })
})
