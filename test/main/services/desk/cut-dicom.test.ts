import { planesOf, voxelAt } from '@shared/picture/planes'
import { toLps } from '@shared/picture/lps'
import { afterAll, describe, expect, it } from 'vitest'
import { sourceGrid } from '../../../../src/main/kinds/pixel-grid'
import { readSeries } from '../../../../src/main/readers/dicom/read-series'
import { cutSlice } from '../../../../src/main/services/desk/cut-slice'
import { buildDicomSeries } from '../../../fixtures/builders/dicom'
import { folderWith, removeFolders, shuffledNames } from '../../readers/dicom/folder'

afterAll(removeFolders)

type Vector = readonly [number, number, number]
const toward: Readonly<Record<string, Vector>> = {
  ...{ L: [1, 0, 0], R: [-1, 0, 0], P: [0, 1, 0], A: [0, -1, 0], S: [0, 0, 1], I: [0, 0, -1] },
}
/** Voxels and their size in mm along L, P and S: no two alike. */
const counts = [6, 5, 4]
const sizes = [0.5, 2, 3]
const cross = ([a, b, c]: Vector, [d, e, f]: Vector): Vector => [b * f - c * e, c * d - a * f, a * e - b * d]
const axisOf = (direction: Vector): number => direction.findIndex((one) => Math.round(one) !== 0)
/** Says where in the patient a voxel lies. */
const valueAt = (steps: readonly number[]): number =>
  steps.reduce((sum, one, axis) => sum + one * 10 ** axis, 0)

/** A series whose rows and columns run to two letters, turned around the feet by `degrees`. */
async function readPhantom(code: string, degrees = 0) {
  const [row, column] = [toward[code[0]!]!, toward[code[1]!]!]
  const normal = cross(row, column)
  const axes = [normal, column, row].map(axisOf)
  const signs = [normal, column, row].map((one, index) => one[axes[index]!]!)
  const start = [0, 1, 2].map((axis) =>
    signs[axes.indexOf(axis)]! > 0 ? 0 : (counts[axis]! - 1) * sizes[axis]!,
  )
  const angle = (degrees * Math.PI) / 180
  const turn = ([x, y, z]: readonly number[]): number[] =>
    [x! * Math.cos(angle) - y! * Math.sin(angle), x! * Math.sin(angle) + y! * Math.cos(angle), z!].map((one) => Number(one.toFixed(9))) // prettier-ignore
  const files = buildDicomSeries({
    ...{ depth: counts[axes[0]!]!, rows: counts[axes[1]!]!, columns: counts[axes[2]!]! },
    ...{ position: turn(start), orientation: [...turn(row), ...turn(column)] },
    ...{ spacingMm: sizes[axes[0]!]!, pixelSpacing: [sizes[axes[1]!]!, sizes[axes[2]!]!] },
    value: (...zyx) => {
      const patient = [0, 0, 0]
      axes.forEach((axis, index) => {
        patient[axis] = signs[index]! > 0 ? zyx[index]! : counts[axis]! - 1 - zyx[index]!
      })
      return valueAt(patient)
    },
  })
  const grid = sourceGrid(await readSeries(await folderWith(shuffledNames(files)), null), 3)!
  return { grid, ...planesOf(grid) }
}

const seen = [
  ['axial', (row: number, column: number, slice: number) => [column, row, 3 - slice]],
  ['coronal', (row: number, column: number, slice: number) => [column, slice, 3 - row]],
  ['sagittal', (row: number, column: number, slice: number) => [slice, column, 3 - row]],
] as const

// Axial, coronal and sagittal series, head or feet first, prone, and two that no scanner should make.
const series = [
  ...['LP', 'RA', 'LA', 'LI', 'PI', 'AS', 'SP', 'IR'].map((code) => [code, 0] as const),
  ...[['LP', 25] as const, ['PI', -15] as const],
]

describe.each(series)('a DICOM series with rows to %s, turned by %d degrees', (code, degrees) => {
  it('is cut as it lies in the patient, in every plane', async () => {
    const { grid, planes, tiltDegrees } = await readPhantom(code, degrees)
    expect(tiltDegrees).toBeCloseTo(Math.abs(degrees), 3)
    expect(planes.map(({ edges }) => Object.values(edges!).join(''))).toEqual(['RLAP', 'RLSI', 'APSI'])
    for (const [name, patientOf] of seen) {
      const plane = planes.find((one) => one.name === name)!
      for (let slice = 0; slice < plane.slices.count; slice += 1) {
        const index = plane.slices.isFlipped ? plane.slices.count - 1 - slice : slice
        const { dims, values, pixelAspect } = cutSlice(grid, plane.slices.axis, index)
        expect(pixelAspect).toBeCloseTo(plane.rows.length / plane.columns.length, 6)
        const wanted = Array.from(values, (_, pixel) =>
          valueAt(patientOf(Math.floor(pixel / dims[1]), pixel % dims[1], slice)),
        )
        expect([...values]).toEqual(wanted)
      }
    }
    const [axial] = planes
    const [x, y, z] = toLps(grid.affineLps!, voxelAt(axial!, { row: 4, column: 5, slice: 0 }))
    const angle = (degrees * Math.PI) / 180
    expect(x).toBeCloseTo(2.5 * Math.cos(angle) - 8 * Math.sin(angle), 3)
    expect(y).toBeCloseTo(2.5 * Math.sin(angle) + 8 * Math.cos(angle), 3)
    expect(z).toBeCloseTo(9, 3)
  })
})
