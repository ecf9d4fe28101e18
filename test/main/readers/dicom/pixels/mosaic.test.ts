import { afterEach, describe, expect, it } from 'vitest'
import { csaTexts } from '../../../../../src/main/readers/dicom/headers/csa-header'
import { readSeries } from '../../../../../src/main/readers/dicom/read-series'
import type { VolumeValue } from '../../../../../src/main/readers/source-value'
import {
  buildCsa,
  buildFirstCsa,
  buildMosaic,
  shorts,
  type Mosaic,
} from '../../../../fixtures/builders/dicom-multiframe'
import { folderWith, removeFolders } from '../folder'

afterEach(removeFolders)

/** Three slices of 2 x 3 pixels in 2 x 2 tiles; cell = 100 x tile + 10 y + x. */
const stored = Array.from({ length: 4 * 6 }, (_, index) => {
  const [y, x] = [Math.floor(index / 6), index % 6]
  return (Math.floor(y / 2) * 2 + Math.floor(x / 3)) * 100 + (y % 2) * 10 + (x % 3)
})
const up = { NumberOfImagesInMosaic: ['3'], SliceNormalVector: ['0.0', '0.0', '1.0'] }
const mosaic: Mosaic = {
  rows: 4,
  columns: 6,
  stored,
  position: [-10, -20, 5],
  pixelSpacing: [2, 3],
  sliceThickness: 4,
}
const slice = (tile: number): number[] => [0, 1, 2, 10, 11, 12].map((cell) => tile * 100 + cell)

async function read(...files: readonly Uint8Array[]): Promise<VolumeValue> {
  const named = Object.fromEntries(files.map((bytes, index) => [`m${index}`, bytes]))
  return readSeries(await folderWith(named), null)
}

describe('a mosaic', () => {
  it('is taken apart into slices, with the first pixel moved from the mosaic to its tile', async () => {
    const volume = await read(buildMosaic({ ...mosaic, count: 3, csa: buildCsa(up) }))
    expect(volume.dims).toEqual([3, 2, 3])
    expect([...volume.values]).toEqual([...slice(0), ...slice(1), ...slice(2)])
    // nibabel: position + spacing x (mosaic - tile) / 2 along both axes = -10 + 3 x 1.5, -20 + 2 x 1.
    expect(volume.affineLps).toEqual([3, 0, 0, -5.5, 0, 2, 0, -18, 0, 0, 4, 5, 0, 0, 0, 1])
    expect(volume.spacingMm).toEqual([4, 2, 3])
  })

  it('runs against row x column where the private normal does', async () => {
    const csa = buildCsa({ ...up, SliceNormalVector: ['0', '0', '-1'] })
    const volume = await read(buildMosaic({ ...mosaic, csa }))
    expect([...volume.values]).toEqual([...slice(2), ...slice(1), ...slice(0)])
    expect(volume.affineLps[11]).toBe(5 - 8)
  })

  it('is read by version 1 of the private header too', async () => {
    expect((await read(buildMosaic({ ...mosaic, csa: buildFirstCsa(up) }))).dims).toEqual([3, 2, 3])
  })

  it('asks for a time point when there are several', async () => {
    const files = [1, 2].map((instanceNumber) =>
      buildMosaic({
        ...mosaic,
        instanceNumber,
        stored: stored.map((cell) => cell + instanceNumber),
        csa: buildCsa(up),
      }),
    )
    await expect(read(...files)).rejects.toMatchObject({
      code: 'dicom/four-d',
      details: { count: 2, by: 'InstanceNumber (0020,0013)' },
    })
  })

  it('is refused where count, direction or division are unknown', async () => {
    const refused = { code: 'dicom/mosaic' }
    await expect(read(buildMosaic(mosaic))).rejects.toMatchObject(refused)
    await expect(read(buildMosaic({ ...mosaic, count: 3 }))).rejects.toThrow('in which direction')
    await expect(read(buildMosaic({ ...mosaic, count: 60_000, csa: buildCsa({}) }))).rejects.toThrow(
      'how many',
    )
    const five = buildCsa({ ...up, NumberOfImagesInMosaic: ['5'] })
    await expect(read(buildMosaic({ ...mosaic, csa: five }))).rejects.toThrow(
      '4 pixels do not divide into 3 tiles',
    )
    const foreign = buildMosaic({ ...mosaic, extra: [shorts(0x0019100a, 3)] })
    await expect(read(foreign)).rejects.toMatchObject(refused)
  })
})

describe('csaTexts', () => {
  it.each([buildCsa, buildFirstCsa])('finds the texts of a name among others (%o)', (build) => {
    const bytes = build({ First: ['a', 'bc'], Empty: [], Wanted: ['1.5', '-2', '12345678'] })
    expect(csaTexts(bytes, 'Wanted')).toEqual(['1.5', '-2', '12345678'])
    expect(csaTexts(bytes, 'Empty')).toEqual([])
    expect(csaTexts(bytes, 'Absent')).toEqual([])
  })

  it('takes damage for absence, at every place it is cut', () => {
    const bytes = buildCsa(up)
    for (let length = 0; length < bytes.length; length += 1) {
      const texts = csaTexts(bytes.subarray(0, length), 'SliceNormalVector')
      expect(texts.length).toBeLessThanOrEqual(3)
    }
    expect(csaTexts(new Uint8Array(200).fill(0xff), 'SliceNormalVector')).toEqual([])
  })
})
