import { symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { readSeries } from '../../../../../src/main/readers/dicom/read-series'
import { scanDicomFolder } from '../../../../../src/main/readers/dicom/series/scan-dicom-folder'
import { readImage } from '../../../../../src/main/readers/read-image'
import { readVolume } from '../../../../../src/main/readers/read-volume'
import { describeError, type AppError } from '@shared/errors'
import { buildDicom, buildDicomSeries } from '../../../../fixtures/builders/dicom'
import { buildDicomdir, directoryOf } from '../../../../fixtures/builders/dicomdir'
import { folderWith, removeFolders } from '../folder'

afterEach(removeFolders)

const [a1, a2, a3] = buildDicomSeries({ depth: 3, seriesUid: '1.1' }) as [Uint8Array, Uint8Array, Uint8Array]
const [b1, b2] = buildDicomSeries({ depth: 2, seriesUid: '1.2' }) as [Uint8Array, Uint8Array]
const directory = directoryOf({
  '1.1': ['A\\I1', 'A\\I2', 'A\\DEEP\\I3'],
  '1.2': ['B\\I1', 'B\\I2'],
})
const a = { 'A/I1': a1, 'A/I2': a2, 'A/DEEP/I3': a3 }
const b = { 'B/I1': b1, 'B/I2': b2 }

describe('a folder with a DICOMDIR', () => {
  it('is read from the files that it lists, however deep, and from no others', async () => {
    const path = await folderWith({ DICOMDIR: directory, ...a, ...b, stray: buildDicom({ seriesUid: '9' }) })
    const { series } = await scanDicomFolder(path)
    expect([...series].map(([uid, slices]) => [uid, slices.length])).toEqual([
      ['1.1', 3],
      ['1.2', 2],
    ])
    expect((await readSeries(path, '1.1')).dims).toEqual([3, 2, 3])
  })

  it('can be named by the DICOMDIR itself, also where names were written small', async () => {
    const path = await folderWith({ dicomdir: directory, 'b/i1': b1, 'b/i2': b2 })
    expect(await readVolume(join(path, 'dicomdir'), '1.2')).toMatchObject({ dims: [2, 2, 3] })
  })

  it('is refused where files of the wanted series are missing, by their names', async () => {
    const path = await folderWith({ DICOMDIR: directory, 'A/I1': a1, 'A/I2': a2, ...b })
    await expect(readSeries(path, '1.1')).rejects.toMatchObject({
      code: 'dicom/directory-missing',
      details: { folder: 'series', missing: 1, files: ['I3'] },
    })
    expect((await readSeries(path, '1.2')).dims[0]).toBe(2)
    const empty = await folderWith({ DICOMDIR: directory })
    await expect(readSeries(empty, null)).rejects.toMatchObject({ details: { missing: 5 } })
  })

  it('never leaves its folder, by name or by link', async () => {
    const outside = buildDicomdir([{ type: 'IMAGE', file: '..\\OTHER' }])
    const path = await folderWith({ DICOMDIR: outside })
    const expected = { code: 'dicom/directory-outside', details: { folder: 'series' } }
    await expect(readSeries(path, null)).rejects.toMatchObject(expected)
    const linked = await folderWith({ DICOMDIR: buildDicomdir([{ type: 'IMAGE', file: 'LINK' }]) })
    const target = join(dirname(linked), 'outside.dcm')
    await writeFile(target, a1)
    await symlink(target, join(linked, 'LINK'))
    await expect(readSeries(linked, null)).rejects.toMatchObject(expected)
  })

  it.each([
    ['stale', directory, 'dicom/directory-missing'],
    ['damaged', directory.slice(0, 200), 'dicom/directory-damaged'],
  ])('is read without it where it is %s and the study says so', async (_, DICOMDIR, code) => {
    const path = await folderWith({ DICOMDIR, one: b1, two: b2 })
    await expect(readSeries(path, null)).rejects.toMatchObject({ code, details: { folder: 'series' } })
    await expect(readSeries(path, null)).rejects.toSatisfy((thrown: AppError) =>
      describeError(thrown).advice.includes('dicomdir: ignore'),
    )
    for (const named of [path, join(path, 'DICOMDIR')])
      expect(await readVolume(named, null, null, true)).toMatchObject({ dims: [2, 2, 3] })
    const single = await folderWith({ DICOMDIR, one: b1 })
    const image = await readImage(single, true)
    expect(image).toMatchObject({ dims: [2, 3, 1] })
  })

  it('of packed files says so', async () => {
    const path = await folderWith({ 'a.dcm.gz': gzipSync(a1), 'b.dcm.gz': gzipSync(a2) })
    await expect(readSeries(path, null)).rejects.toThrow(
      'series holds no DICOM images (2 files were looked at; a.dcm.gz is a gzip file).',
    )
  })

  it('survives records that refer to each other in a circle', async () => {
    const circle = buildDicomdir([
      { type: 'SERIES', seriesUid: '1.2', lower: 1 },
      { type: 'IMAGE', file: 'B\\I1', next: 2 },
      { type: 'IMAGE', file: 'B\\I2', next: 1 },
    ])
    expect((await readSeries(await folderWith({ DICOMDIR: circle, ...b }), null)).dims[0]).toBe(2)
  })
})
