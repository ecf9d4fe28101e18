import type { Step } from '@shared/study'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Grid, StepOf } from '../../../src/main/tensors/grid'
import { centreInLps, composeAffines, toLps } from '@shared/picture/lps'
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
    const step: StepOf<'reslice'> = {
      step: 'reslice',
      size: [5, 5, 5],
      spacingMm: [2, 1, 1],
      axes: 'LPS',
      center: 'image',
      interpolation: 'linear',
      outside: -1,
    }
    const straight = applyStep(grid, step, place)
    expect(straight.dims).toEqual([5, 5, 5])
    expect(straight.spacingMm).toEqual([2, 1, 1])
    expect(straight.values[2 * 25 + 12]).toBeCloseTo(2)
    expect(() => applyStep(grid, { ...step, axes: 'LRS' }, place)).toThrow()
  })
})

describe('a part in patient space', () => {
  const steps: readonly Step[] = [
    { step: 'orient', axes: 'RAS' },
    { step: 'crop', size: [7, 8, 7] },
    { step: 'pad', size: [9, 9, 9], value: 0 },
    { step: 'resample', spacingMm: [1.3, 0.9, 1.1], interpolation: 'linear' },
    { step: 'resize', size: [10, 9, 11], interpolation: 'linear', antialias: false },
  ]

  it('lies where its values were in the source, through every step that moves voxels', () => {
    fc.assert(
      fc.property(affines, (affine) => {
        // A field that is linear in patient space survives interpolation: the value of a part tells where it is.
        const field = ([x, y, z]: readonly number[]): number => 3 * x! - 2 * y! + z! + 5
        const source = buildGrid([10, 11, 12], affine, (z, y, x) => field(toLps(affine, [x, y, z])))
        const tensor = steps.reduce<Grid>((grid, step) => applyStep(grid, step, place), source)
        // Two blocks in the middle, away from the margin.
        for (const offset of [
          [4, 4, 5],
          [5, 4, 4],
        ]) {
          const size = [1, 1, 1]
          const [z = 0, y = 0, x = 0] = offset
          const value = tensor.values[(z * 9 + y) * 11 + x]
          expect(value).toBeCloseTo(field(centreInLps(tensor.affineLps!, { offset, size })), 2)
        }
      }),
    )
  })

  it('of several voxels lies in their middle', () => {
    const identity = [1, 0, 0, 10, 0, 1, 0, 20, 0, 0, 2, 30, 0, 0, 0, 1]
    expect(centreInLps(identity, { offset: [1, 2, 3], size: [2, 1, 4] })).toEqual([14.5, 22, 33])
  })
})
