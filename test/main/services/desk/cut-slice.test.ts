import { planesOf, voxelAt, placeOf, patientWords, type Placement } from '@shared/picture/planes'
import { toLps } from '@shared/picture/lps'
import { describe, expect, it } from 'vitest'
import type { PixelGrid } from '../../../../src/main/kinds/pixel-grid'
import { cutSlice } from '../../../../src/main/services/desk/cut-slice'

/** Patient axis and sign of a letter that an index grows to. */
const growsTo: Readonly<Record<string, readonly [axis: number, sign: number]>> = {
  ...{ L: [0, 1], R: [0, -1], P: [1, 1], A: [1, -1], S: [2, 1], I: [2, -1] },
}
/** Voxels and their size in mm along L, P and S: no two alike. */
const counts = [6, 5, 4]
const sizes = [0.5, 2, 3]

/** A phantom whose value says where in the patient it lies, stored with x, y and z growing to the letters of `code`. */
function phantom(code: string): PixelGrid {
  const toward = Array.from(code, (letter) => growsTo[letter]!)
  const dims = [2, 1, 0].map((index) => counts[toward[index]![0]]!) as [number, number, number]
  const affine = [0, 1, 2].flatMap((row) => [
    ...toward.map(([axis, sign]) => (axis === row ? sign * sizes[row]! : 0)),
    ...[toward.find(([axis]) => axis === row)![1] > 0 ? 0 : (counts[row]! - 1) * sizes[row]!],
  ])
  const affineLps = [...affine, 0, 0, 0, 1]
  const [depth, height, width] = dims
  const values = Float32Array.from({ length: depth * height * width }, (_, index) => {
    const voxel = [
      index % width,
      Math.floor(index / width) % height,
      Math.floor(index / width / height),
    ] as const
    return valueAt(toLps(affineLps, voxel))
  })
  const steps = { z: height * width, y: width, x: 1, channel: values.length }
  const size = [2, 1, 0].map((index) => sizes[toward[index]![0]]!) as [number, number, number]
  return { dims, affineLps, pixels: { size, unit: 'mm' }, channels: 1, values, steps }
}

const valueAt = (lps: readonly number[]): number =>
  lps.reduce((sum, mm, axis) => sum + Math.round(mm / sizes[axis]!) * 10 ** axis, 0)

const codes = ['LPS', 'RAS', 'LIA', 'PSR', 'ASL', 'SRP', 'RPI', 'ILA', 'LAS', 'SPL']

describe.each(codes)('a volume stored as %s', (code) => {
  const grid = phantom(code)
  const { planes, tiltDegrees } = planesOf(grid)

  it('has three planes, in their millimetres, with letters at their edges', () => {
    expect(tiltDegrees).toBeCloseTo(0, 5)
    expect(planes.map(({ name, edges }) => [name, edges])).toEqual([
      ['axial', { left: 'R', right: 'L', top: 'A', bottom: 'P' }],
      ['coronal', { left: 'R', right: 'L', top: 'S', bottom: 'I' }],
      ['sagittal', { left: 'A', right: 'P', top: 'S', bottom: 'I' }],
    ])
    expect(
      planes.map(({ rows, columns }) => [rows.count * rows.length, columns.count * columns.length]),
    ).toEqual([
      [10, 3],
      [12, 3],
      [12, 10],
    ])
  })

  it.each([
    ['axial', ([row, column, slice]: number[]) => [column!, row!, 3 - slice!]],
    ['coronal', ([row, column, slice]: number[]) => [column!, slice!, 3 - row!]],
    ['sagittal', ([row, column, slice]: number[]) => [slice!, column!, 3 - row!]],
  ] as const)('is cut %s as it lies in the patient', (name, patientOf) => {
    const plane = planes.find((one) => one.name === name)!
    for (let slice = 0; slice < plane.slices.count; slice += 1) {
      const index = plane.slices.isFlipped ? plane.slices.count - 1 - slice : slice
      const { dims, values, pixelAspect } = cutSlice(grid, plane.slices.axis, index)
      expect(pixelAspect).toBeCloseTo(plane.rows.length / plane.columns.length, 12)
      for (let row = 0; row < dims[0]; row += 1)
        for (let column = 0; column < dims[1]; column += 1) {
          const wanted = patientOf([row, column, slice]).map((steps, axis) => steps * sizes[axis]!)
          expect(values[row * dims[1] + column]).toBe(valueAt(wanted))
          const voxel = voxelAt(plane, { row, column, slice })
          expect(toLps(grid.affineLps!, voxel)).toEqual(wanted)
          expect(placeOf(plane, voxel)).toEqual({ row, column, slice })
        }
    }
  })
})

it.each(['z', 'y', 'x'] as const)(
  'cuts several slices across %s as it cuts one after the other, as many as there are',
  (axis) => {
    const grid = phantom('ASL')
    const count = planesOf(grid).planes.find(({ slices }) => slices.axis === axis)!.slices.count
    const one = [1, 2, 3].filter((index) => index < count).map((index) => cutSlice(grid, axis, index))
    const several = cutSlice(grid, axis, 1, 3)
    expect([...several.values]).toEqual(one.flatMap(({ values }) => [...values]))
    expect([several.dims, several.range]).toEqual([one[0]!.dims, one[0]!.range])
  },
)

it('calls an oblique volume by the nearest planes and says how far it is tilted', () => {
  const [cos, sin] = [Math.cos(Math.PI / 9), Math.sin(Math.PI / 9)]
  const affineLps = [cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]
  const { planes, tiltDegrees } = planesOf({ dims: [3, 4, 5], affineLps, pixels: null })
  expect(planes.map(({ name, slices }) => [name, slices.axis])).toEqual([
    ['axial', 'z'],
    ['coronal', 'y'],
    ['sagittal', 'x'],
  ])
  expect(tiltDegrees).toBeCloseTo(20, 9)
})

it('shows what has no place as it is stored, without letters; a single slice has one plane', () => {
  const stored: Placement = { dims: [3, 4, 5], affineLps: null, pixels: null }
  expect(planesOf(stored).tiltDegrees).toBeNull()
  expect(
    planesOf(stored).planes.map(({ name, edges, rows, columns, slices }) => [
      name,
      edges,
      slices.axis,
      rows.axis,
      columns.axis,
    ]),
  ).toEqual([
    [null, null, 'z', 'y', 'x'],
    [null, null, 'y', 'z', 'x'],
    [null, null, 'x', 'z', 'y'],
  ])
  expect(planesOf({ ...stored, dims: [1, 4, 5] }).planes).toHaveLength(1)
  const flat = { ...phantom('PSR'), dims: [1, 5, 6] as const }
  expect(planesOf(flat).planes.map(({ name }) => name)).toEqual(['sagittal'])
  expect(planesOf({ ...stored, affineLps: Array<number>(16).fill(0) }).planes[0]?.name).toBeNull()
})

it('says positions with their letters', () => {
  expect(patientWords([1, 0, 0, -10.04, 0, 1, 0, 5, 0, 0, 1, 0, 0, 0, 0, 1], [0, 0, -3])).toBe(
    'R 10.0 P 5.0 I 3.0',
  )
})
