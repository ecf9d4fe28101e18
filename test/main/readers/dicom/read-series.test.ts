import { afterEach, describe, expect, it } from 'vitest'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readSeries } from '../../../../src/main/readers/dicom/read-series'
import { scanDicomFolder } from '../../../../src/main/readers/dicom/series/scan-dicom-folder'
import { readVolume } from '../../../../src/main/readers/read-volume'
import type { VolumeValue } from '../../../../src/main/readers/source-value'
import { buildDicom, buildDicomSeries, text, type DicomSlice } from '../../../fixtures/builders/dicom'
import { folderWith, shuffledNames } from './folder'

const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(dirname(folder), { recursive: true })
})

async function folder(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const path = await folderWith(files)
  made.push(path)
  return path
}

async function read(files: readonly Uint8Array[]): Promise<VolumeValue> {
  return readSeries(await folder(shuffledNames(files)), null)
}

/** Values of buildDicomSeries: 100 z + 10 y + x. */
const counted = (depth: number, rows = 2, columns = 3): number[] =>
  Array.from({ length: depth * rows * columns }, (_, index) => {
    const x = index % columns
    const y = Math.floor(index / columns) % rows
    return Math.floor(index / (rows * columns)) * 100 + y * 10 + x
  })

describe('readSeries', () => {
  it.each([true, false])('orders shuffled files by position, implicit VR %s', async (implicit) => {
    const volume = await read(
      buildDicomSeries({
        depth: 4,
        spacingMm: 2.5,
        pixelSpacing: [0.7, 0.5],
        position: [-10, -20, -30],
        implicit,
      }),
    )
    expect(volume.dims).toEqual([4, 2, 3])
    expect([...volume.values]).toEqual(counted(4))
    expect(volume.unit).toBe('HU')
    expect(volume.spacingMm).toEqual([2.5, 0.7, 0.5])
    expect(volume.affineLps).toEqual([0.5, 0, 0, -10, 0, 0.7, 0, -20, 0, 0, 2.5, -30, 0, 0, 0, 1])
    expect(volume.notices).toBeUndefined()
  })

  it('follows positions where instance numbers run the other way', async () => {
    const files = [0, 1, 2].map((z) =>
      buildDicom({ position: [0, 0, z], instanceNumber: 3 - z, stored: [z, z, z, z, z, z] }),
    )
    expect([...(await read(files)).values]).toEqual([0, 1, 2].flatMap((z) => new Array<number>(6).fill(z)))
  })

  it('keeps an oblique orientation in the affine', async () => {
    // A sagittal plane tilted by the 3-4-5 triangle: row (0, .6, .8), column (0, -.8, .6), so the normal is +x.
    const orientation = [0, 0.6, 0.8, 0, -0.8, 0.6]
    const volume = await read(
      buildDicomSeries({ depth: 3, spacingMm: 3, orientation, pixelSpacing: [2, 1], position: [5, 6, 7] }),
    )
    const expected = [0, 0, 3, 5, 0.6, -1.6, 0, 6, 0.8, 1.2, 0, 7, 0, 0, 0, 1]
    volume.affineLps.forEach((number, index) => {
      expect(number).toBeCloseTo(expected[index]!, 9)
    })
    expect(volume.spacingMm).toEqual([3, 2, 1])
    expect([...volume.values]).toEqual(counted(3))
  })

  it('rescales each slice by its own slope and intercept', async () => {
    const slices: DicomSlice[] = [
      { position: [0, 0, 0], slope: '2', intercept: '-1024', stored: [0, 1, 2, 3, 4, 5] },
      { position: [0, 0, 1], slope: '0.5', intercept: '1', stored: [0, 1, 2, 3, 4, 5] },
    ]
    const { values } = await read(slices.map(buildDicom))
    expect([...values]).toEqual([-1024, -1022, -1020, -1018, -1016, -1014, 1, 1.5, 2, 2.5, 3, 3.5])
  })

  it('names the unit: HU for CT, RescaleType elsewhere, else nothing', async () => {
    const unit = async (slice: DicomSlice): Promise<string> =>
      (await read(buildDicomSeries({ depth: 2, ...slice }))).unit
    expect(await unit({})).toBe('HU')
    expect(await unit({ rescaleType: 'US' })).toBe('HU')
    expect(await unit({ dicomModality: 'MR' })).toBe('')
    expect(await unit({ dicomModality: 'MR', rescaleType: 'US' })).toBe('')
    expect(await unit({ dicomModality: 'PT', rescaleType: 'BQML' })).toBe('BQML')
  })

  it('passes over what is no DICOM image and does not search sub-folders', async () => {
    const path = await folder({
      ...shuffledNames(buildDicomSeries({ depth: 2 })),
      LICENSE: new TextEncoder().encode('MIT'),
      'Thumbs.db': Uint8Array.of(0xd0, 0xcf),
      empty: new Uint8Array(0),
      DICOMDIR: buildDicom({
        sopClass: '1.2.840.10008.1.3.10',
        without: [0x00280010, 0x00280011, 0x7fe00010],
      }),
      report: buildDicom({
        seriesUid: '9',
        sopClass: '1.2.840.10008.5.1.4.1.1.88.11',
        without: [0x00280010, 0x00280011, 0x7fe00010],
      }),
    })
    expect((await readSeries(path, null)).dims).toEqual([2, 2, 3])
    const bare = await folder({ LICENSE: new TextEncoder().encode('MIT') })
    await expect(readSeries(bare, null)).rejects.toMatchObject({
      code: 'dicom/none',
      details: { folder: 'series', fileCount: 1 },
    })
  })

  it('lists the series of a folder and reads the one that is named', async () => {
    const path = await folder({
      ...Object.fromEntries(
        buildDicomSeries({ depth: 2, seriesUid: '1.5' }).map((bytes, z) => [`b${z}`, bytes]),
      ),
      ...Object.fromEntries(
        buildDicomSeries({ depth: 3, seriesUid: '1.4', dicomModality: 'MR' }).map((bytes, z) => [
          `a${z}`,
          bytes,
        ]),
      ),
    })
    const { series } = await scanDicomFolder(path)
    expect([...series].map(([uid, slices]) => [uid, slices[0]?.dicomModality, slices.length])).toEqual([
      ['1.4', 'MR', 3],
      ['1.5', 'CT', 2],
    ])
    expect((await readSeries(path, '1.4')).dims).toEqual([3, 2, 3])
    await expect(readSeries(path, null)).rejects.toThrow(
      'series holds 2 series: 1.4 (3 slices); 1.5 (2 slices).',
    )
    await expect(readSeries(path, '7')).rejects.toThrow('does not hold the series 7; it holds 1.4 (3 slices)')
  })

  it('reads one file as a volume of one slice, with the thickness it states', async () => {
    const path = await folder({ a: buildDicom({ sliceThickness: 5, pixelSpacing: [2, 3] }), b: buildDicom() })
    const volume = await readVolume(`${path}/a`, null)
    expect(volume).toMatchObject({ dims: [1, 2, 3], spacingMm: [5, 2, 3] })
    await expect(readVolume(`${path}/b`, null)).rejects.toThrow('b lacks SliceThickness (0018,0050).')
  })

  it('says that MONOCHROME1 is kept and that a tilted gantry is not straightened', async () => {
    const files = [0, 1, 2].map((z) => buildDicom({ photometric: 'MONOCHROME1', position: [0, z, z] }))
    const volume = await read(files)
    expect(volume.notices?.map(({ code }) => code)).toEqual(['dicom/monochrome1', 'dicom/sheared'])
    expect(volume.notices?.[1]?.details).toEqual({ folder: 'series', degrees: 45 })
    expect(volume.spacingMm).toEqual([1, 1, 1])
    expect(volume.affineLps[6]).toBe(1)
  })
})

describe('readSeries refuses', () => {
  const refused = async (slices: readonly DicomSlice[]): Promise<unknown> => {
    const path = await folder(Object.fromEntries(slices.map((slice, z) => [`s${z}`, buildDicom(slice)])))
    return readSeries(path, null).then(
      () => 'read',
      (error: unknown) => error,
    )
  }
  const at = (...heights: readonly number[]): DicomSlice[] => heights.map((z) => ({ position: [0, 0, z] }))

  it('a missing geometry by attribute and file', async () => {
    for (const [tag, attribute] of [
      [0x00200032, 'ImagePositionPatient (0020,0032)'],
      [0x00200037, 'ImageOrientationPatient (0020,0037)'],
      [0x00280030, 'PixelSpacing (0028,0030)'],
    ] as const) {
      const slices = at(0, 1).map((slice) => ({ ...slice, without: [tag] }))
      expect(await refused(slices)).toMatchObject({
        code: 'dicom/missing',
        details: { file: 's0', attribute },
      })
    }
  })

  it('a slice of another size, orientation or spacing', async () => {
    const [first, second] = at(0, 1)
    const differs = (file: string, found: string, expected: string): object => ({
      code: 'dicom/differs',
      details: { file, firstFile: 's0', found, expected },
    })
    expect(await refused([first!, { ...second!, rows: 4 }])).toMatchObject(differs('s1', '4 x 3', '2 x 3'))
    expect(await refused([first!, { ...second!, pixelSpacing: [1, 2] }])).toMatchObject(
      differs('s1', '1, 2', '1, 1'),
    )
    const orientation = [0.9998, 0.02, 0, -0.02, 0.9998, 0]
    expect(await refused([first!, { ...second!, orientation }])).toMatchObject(
      differs('s1', '0.9998, 0.02, 0, -0.02, 0.9998, 0', '1, 0, 0, 0, 1, 0'),
    )
  })

  it('two different slices in one place', async () => {
    const [one, two, ...others] = at(0, 1, 1, 2)
    const other = { ...two!, stored: [1, 2, 3, 4, 5, 6] }
    expect(await refused([one!, other, ...others])).toMatchObject({
      code: 'dicom/duplicate-position',
      details: { file: 's1', other: 's2', positionMm: 1 },
    })
  })

  it('a gap beyond 1 % with its numbers, and bears rounding', async () => {
    expect(await refused(at(0, 2, 4, 7))).toMatchObject({
      code: 'dicom/uneven-gaps',
      details: { file: 's2', other: 's3', gapMm: 3, medianMm: 2 },
    })
    expect(await refused(at(0, 2, 4.01, 6))).toBe('read')
  })

  it('directions that are no directions and spacings of 0', async () => {
    const bad = { code: 'dicom/bad-value' }
    expect(
      await refused(at(0, 1).map((slice) => ({ ...slice, orientation: [1, 0, 0, 1, 0, 0] }))),
    ).toMatchObject(bad)
    expect(await refused(at(0, 1).map((slice) => ({ ...slice, orientation: [1, 0, 0] })))).toMatchObject(bad)
    expect(await refused(at(0, 1).map((slice) => ({ ...slice, pixelSpacing: [0, 1] })))).toMatchObject(bad)
    expect(await refused(at(0, 1).map((slice) => ({ ...slice, slope: '0' })))).toMatchObject(bad)
    expect(await refused(at(0, 1).map((slice) => ({ ...slice, slope: 'x' })))).toMatchObject(bad)
  })

  it('a transfer syntax that no decoder knows, by UID and name', async () => {
    for (const [uid, name] of [
      ['1.2.840.10008.1.2.4.100', 'MPEG2 video'],
      ['1.2.3.4', 'an unknown transfer syntax'],
    ]) {
      expect(await refused([{ transferSyntax: uid! }])).toMatchObject({
        code: 'dicom/unsupported-transfer-syntax',
        details: { file: 's0', uid, name },
      })
    }
  })

  it('colour and depths that no scanner makes', async () => {
    const rgb = { samplesPerPixel: 3, photometric: 'RGB', bitsAllocated: 8 }
    expect(await refused([rgb])).toMatchObject({
      code: 'dicom/unsupported',
      details: { what: 'colour in a volume' },
    })
    expect(await refused([{ ...rgb, photometric: 'HSV' }])).toMatchObject({
      details: { what: 'HSV with 3 samples per pixel' },
    })
    expect(await refused([{ bitsAllocated: 24 }])).toMatchObject({ code: 'dicom/unsupported' })
    expect(await refused([{ bitsStored: 17 }])).toMatchObject({ code: 'dicom/bad-value' })
  })

  it('pixels cut short with both counts, never padding them', async () => {
    expect(await refused([{ pixelBytes: new Uint8Array(10) }])).toMatchObject({
      code: 'dicom/pixel-bytes',
      details: { file: 's0', expectedBytes: 12, actualBytes: 10 },
    })
    const path = await folder({ s0: buildDicom().subarray(0, -5) })
    await expect(readSeries(path, null)).rejects.toMatchObject({
      code: 'dicom/pixel-bytes',
      details: { expectedBytes: 12, actualBytes: 7 },
    })
  })

  it('a claim of huge dims before anything is allocated', async () => {
    expect(await refused([{ rows: 65535, columns: 65535, stored: [1] }])).toMatchObject({
      code: 'image/too-large',
    })
    expect(await refused([{ rows: 4096, columns: 4096, stored: [1] }])).toMatchObject({
      code: 'dicom/pixel-bytes',
    })
    expect(await refused([{ rows: 0 }])).toMatchObject({ code: 'image/empty' })
  })

  it('a header cut short, without repeating anything of it', async () => {
    const whole = buildDicom({ extra: [text(0x00100010, 'PN', 'DOE^JANE')] })
    const path = await folder({ s0: whole.subarray(0, 260) })
    const error: unknown = await readSeries(path, null).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'dicom/unreadable', details: { file: 's0' } })
    expect(String(error)).not.toContain('DOE')
  })

  it('an implicit file that is labelled explicit', async () => {
    const slice = { implicit: true, transferSyntax: '1.2.840.10008.1.2.1' }
    expect(await refused([slice])).toMatchObject({ code: 'dicom/unreadable', details: { file: 's0' } })
  })

  it('pixels without rows', async () => {
    expect(await refused([{ without: [0x00280010] }])).toMatchObject({ code: 'dicom/missing' })
  })

  it('a folder and a file that are not there', async () => {
    await expect(readVolume('/nowhere/at-all', null)).rejects.toMatchObject({
      code: 'file/not-found',
      details: { file: 'at-all' },
    })
  })
})
