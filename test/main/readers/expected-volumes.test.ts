/** Real volumes against numbers computed with pydicom and nibabel (../shared/data/expected-volumes.json). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readImage } from '../../../src/main/readers/read-image'
import { readVolume as readAnyVolume } from '../../../src/main/readers/read-volume'
import type { VolumeValue } from '../../../src/main/readers/source-value'

const data = resolve(import.meta.dirname, '../../../../shared/data')
const isThere = existsSync(data)

const numbers = z.array(z.number())
const statistics = { min: z.number(), max: z.number(), mean: z.number() }
const seriesSchema = z.object({
  dims_zyx: numbers,
  spacingMm_zyx: numbers,
  firstPosition_lps: numbers,
  rowDirection_lps: numbers,
  columnDirection_lps: numbers,
  ...statistics,
  std: z.number(),
  voxels: z.array(z.object({ zyx: numbers, value: z.number() })),
})
const niftiSchema = z.object({
  dims_ijk: numbers,
  affine_ras: z.array(numbers),
  ...statistics,
  voxels: z.array(z.object({ ijk: numbers, value: z.number() })),
})

function expected(name: string): unknown {
  const file = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(join(data, 'expected-volumes.json'), 'utf8')))
  return file[name]
}

async function readVolume(path: string): Promise<VolumeValue> {
  const value = await readAnyVolume(path, null)
  if (value.kind !== 'volume') throw new Error(value.kind)
  return value
}

function summary(values: Float32Array): { min: number; max: number; mean: number; std: number } {
  let [min, max, sum, squares] = [Infinity, -Infinity, 0, 0]
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
    sum += value
    squares += value * value
  }
  const mean = sum / values.length
  return { min, max, mean, std: Math.sqrt(squares / values.length - mean * mean) }
}

function voxel({ dims, values }: VolumeValue, [z = 0, y = 0, x = 0]: readonly number[]): number | undefined {
  return values[(z * dims[1] + y) * dims[2] + x]
}

function column(affine: readonly number[], index: number): number[] {
  return [0, 1, 2].map((row) => affine[row * 4 + index]!)
}

describe.skipIf(!isThere)('real volumes (skipped where ../shared/data is absent)', () => {
  it.each(['lung-ct-dicom', 'pacsman-dicom'])('reads %s as the reference does', async (name) => {
    const reference = seriesSchema.parse(expected(name))
    const volume = await readVolume(join(data, name))
    expect(volume.dims).toEqual(reference.dims_zyx)
    volume.spacingMm.forEach((mm, axis) => {
      expect(mm).toBeCloseTo(reference.spacingMm_zyx[axis]!, 6)
    })
    const [, spacingY, spacingX] = volume.spacingMm
    const close = (found: readonly number[], wanted: readonly number[]): void => {
      found.forEach((number, axis) => {
        expect(number).toBeCloseTo(wanted[axis]!, 5)
      })
    }
    close(column(volume.affineLps, 3), reference.firstPosition_lps)
    close(
      column(volume.affineLps, 0).map((step) => step / spacingX),
      reference.rowDirection_lps,
    )
    close(
      column(volume.affineLps, 1).map((step) => step / spacingY),
      reference.columnDirection_lps,
    )
    const { min, max, mean, std } = summary(volume.values)
    expect([min, max]).toEqual([reference.min, reference.max])
    expect(mean).toBeCloseTo(reference.mean, 6)
    expect(std).toBeCloseTo(reference.std, 6)
    for (const { zyx, value } of reference.voxels) expect(voxel(volume, zyx)).toBe(value)
  })

  it('reads t1-nifti as the reference does', async () => {
    const reference = niftiSchema.parse(expected('t1-nifti'))
    const folder = join(data, 't1-nifti')
    const volume = await readVolume(
      join(
        folder,
        readdirSync(folder).find((name) => name.endsWith('.nii.gz'))!,
      ),
    )
    expect(volume.dims).toEqual(reference.dims_ijk.toReversed())
    const affineLps = reference.affine_ras.flatMap((row, index) =>
      row.map((number) => (index < 2 ? -number + 0 : number)),
    )
    volume.affineLps.forEach((number, index) => {
      expect(number).toBeCloseTo(affineLps[index]!, 5)
    })
    const { min, max, mean } = summary(volume.values)
    expect([min, max]).toEqual([reference.min, reference.max])
    expect(mean).toBeCloseTo(reference.mean, 6)
    for (const { ijk, value } of reference.voxels) expect(voxel(volume, ijk.toReversed())).toBe(value)
  })

  it('reads a chest X-ray and a skin photograph', async () => {
    const first = (folder: string): string => {
      const path = join(data, folder, 'images')
      return join(
        path,
        readdirSync(path).find((name) => name.endsWith('.png'))!,
      )
    }
    const xray = await readImage(first('mhh-covid-cxr'))
    expect(xray).toMatchObject({ kind: 'image', maxValue: 255 })
    const skin = await readImage(first('pad-ufes-20'))
    expect(skin).toMatchObject({ kind: 'image', dims: [224, 224, 3], maxValue: 255 })
  })
})
