import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { describeError } from '@shared/errors'
import { dropDuplicates } from '../../../../../src/main/readers/dicom/series/drop-duplicates'
import { noticeInstances } from '../../../../../src/main/readers/dicom/series/notice-instances'
import { placeSlices } from '../../../../../src/main/readers/dicom/series/place-slices'
import { readSeries } from '../../../../../src/main/readers/dicom/read-series'
import { scanFile } from '../../../../../src/main/readers/dicom/headers/scan-file'
import type { VolumeValue } from '../../../../../src/main/readers/source-value'
import { buildEncapsulated } from '../../../../fixtures/builders/dicom-encodings'
import { encodeFrame } from '../../../../fixtures/builders/encoded-pixels'
import { buildDicom, buildDicomSeries, text, type DicomSlice } from '../../../../fixtures/builders/dicom'
import { folderWith, removeFolders, shuffledNames } from '../folder'

afterEach(removeFolders)

async function read(files: readonly Uint8Array[], timePoint: number | null = null): Promise<VolumeValue> {
  return readSeries(await folderWith(shuffledNames(files)), null, timePoint)
}

const filled = (value: number): number[] => new Array<number>(6).fill(value)
const slice = (z: number, value: number, more: DicomSlice = {}): Uint8Array =>
  buildDicom({ position: [0, 0, z], stored: filled(value), instanceNumber: value + 1, ...more })
const uid = (value: string) => [text(0x00080018, 'UI', value)]

describe('localizers and other views', () => {
  const axial = buildDicomSeries({ depth: 8 })
  const sagittal = { orientation: [0, 1, 0, 0, 0, -1], stored: filled(9) }

  it('leaves out localizers with a notice, also where they have no geometry', async () => {
    const localizer = { extra: [text(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\LOCALIZER')], stored: filled(9) }
    const volume = await read([
      ...axial,
      buildDicom({ ...localizer, ...sagittal }),
      buildDicom({ ...localizer, rows: 4, stored: [...filled(1), ...filled(2)], without: [0x00200032] }),
    ])
    expect(volume.dims).toEqual([8, 2, 3])
    expect(volume.notices).toEqual([{ code: 'dicom/localizers', details: { folder: 'series', count: 2 } }])
  })

  it('reads a series that holds nothing else', async () => {
    const extra = [text(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\LOCALIZER')]
    expect((await read(buildDicomSeries({ depth: 2, extra }))).notices).toBeUndefined()
  })

  it('leaves out few slices of another orientation, and refuses many', async () => {
    const volume = await read([...axial, buildDicom(sagittal)])
    expect(volume.dims[0]).toBe(8)
    expect(volume.notices).toEqual([
      { code: 'dicom/other-orientation', details: { folder: 'series', count: 1, kept: 8 } },
    ])
    const three = [0, 1, 2].map((x) => buildDicom({ ...sagittal, position: [x, 0, 0] }))
    await expect(read([...axial, ...three])).rejects.toMatchObject({
      code: 'dicom/mixed-orientation',
      details: { counts: [8, 3] },
    })
  })
})

describe('duplicates', () => {
  const sameUid = { extra: uid('1.1') }

  it('are read once and named when they are copies by UID or by pixels', async () => {
    const copy = slice(1, 5, sameUid)
    const folder = await folderWith({
      a: slice(0, 1),
      b: copy,
      c: copy,
      d: slice(2, 7),
      e: slice(2, 7, { instanceNumber: 99 }),
    })
    const volume = await readSeries(folder, null)
    expect([...volume.values]).toEqual([...filled(1), ...filled(5), ...filled(7)])
    const files = ['c (a copy of b)', 'e (a copy of d)']
    expect(volume.notices).toEqual([
      { code: 'dicom/duplicates', details: { folder: 'series', count: 2, files } },
    ])
    expect(describeError(volume.notices![0]!).sentence).toContain(
      'Left out: c (a copy of b); e (a copy of d).',
    )
  })

  it('of a whole series are dropped without decoding, the first five named', async () => {
    const broken = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)
    const bytes = [0, 1, 2, 3, 4, 5, 6].map((z) =>
      buildEncapsulated({
        position: [0, 0, z],
        extra: uid(`1.${z}`),
        transferSyntax: '1.2.840.10008.1.2.4.70',
        fragments: [broken],
      }),
    )
    const positions = placeSlices(
      (await Promise.all([...bytes, ...bytes].map((one, index) => scan(one, `${index}`)))).flat(),
    )
    const { positions: kept, copies } = await dropDuplicates(positions)
    expect(kept.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1, 1])
    expect(copies).toHaveLength(7)
    const [notice] = noticeInstances(kept.flat(), copies, 'series')
    expect(describeError(notice!).sentence).toMatch(/^series: 7 slice\(s\).* and 2 more\.$/)
  })

  it('in two transfer syntaxes are one image', async () => {
    const stored = [3, 1, 4, 1, 5, 9]
    const cells = new Uint8Array(Uint16Array.from(stored).buffer)
    const coded = encodeFrame('JpegLs', { columns: 3, rows: 2, bitsAllocated: 16, bitsStored: 16, cells })
    const fields = { position: [0, 0, 1], ...sameUid }
    const folder = await folderWith({
      a: slice(0, 1),
      b: buildDicom({ ...fields, stored }),
      c: buildEncapsulated({ ...fields, transferSyntax: '1.2.840.10008.1.2.4.80', fragments: [coded] }),
    })
    const volume = await readSeries(folder, null)
    expect([...volume.values]).toEqual([...filled(1), ...stored])
    expect(volume.notices).toMatchObject([{ details: { files: ['c (a copy of b)'] } }])
  })

  it('are none when pixels or rescale differ', async () => {
    const others = [slice(0, 1), slice(2, 3)]
    const refused = { code: 'dicom/duplicate-position' }
    await expect(read([...others, slice(1, 5), slice(1, 6)])).rejects.toMatchObject(refused)
    await expect(read([...others, slice(1, 5), slice(1, 5, { slope: '2' })])).rejects.toMatchObject(refused)
    await expect(read([...others, slice(1, 5, sameUid), slice(1, 6, sameUid)])).rejects.toMatchObject(refused)
  })

  it.each([
    ['other pixels', slice(1, 6, { ...sameUid, instanceNumber: 6 })],
    ['another rescale', slice(1, 5, { ...sameUid, slope: '2' })],
  ])('by UID with %s are refused by both names', async (_, other) => {
    const folder = await folderWith({ a: slice(0, 1), b: slice(1, 5, sameUid), c: other })
    await expect(readSeries(folder, null)).rejects.toMatchObject({
      code: 'dicom/same-instance',
      details: { file: 'b', other: 'c', positionMm: 1 },
    })
  })

  it('by UID at other places are all read, with a notice of both names', async () => {
    const files = {
      a: slice(0, 1),
      b: slice(1, 5, sameUid),
      c: slice(2, 7, sameUid),
      d: slice(3, 5, sameUid),
    }
    const volume = await readSeries(await folderWith(files), null)
    expect([...volume.values]).toEqual([1, 5, 7, 5].flatMap(filled))
    expect(volume.notices).toEqual([
      { code: 'dicom/shared-uid', details: { folder: 'series', count: 2, file: 'b', other: 'c' } },
    ])
  })
})

async function scan(bytes: Uint8Array, name: string) {
  return scanFile(join(await folderWith({ [name]: bytes }), name))
}

describe('several slices at every position', () => {
  const echo = (ms: number) => ({ extra: [text(0x00180081, 'DS', String(ms))] })
  const named = async (files: readonly Uint8Array[]): Promise<unknown> =>
    read(files).catch((thrown: unknown) => thrown)

  it('are told apart by echo time, whatever the numbers of the images', async () => {
    const files = [0, 1].flatMap((z) => [
      slice(z, 10 + z, { ...echo(30), instanceNumber: 1 }),
      slice(z, 20 + z, { ...echo(5), instanceNumber: 2 }),
    ])
    expect(await named(files)).toMatchObject({
      code: 'dicom/four-d',
      details: { count: 2, by: 'EchoTime (0018,0081)' },
    })
    expect([...(await read(files, 1)).values]).toEqual([...filled(20), ...filled(21)])
    expect([...(await read(files, 2)).values]).toEqual([...filled(10), ...filled(11)])
  })

  it('are told apart by two keys together when none does it alone', async () => {
    const files = [5, 30].flatMap((ms) =>
      [1, 2].map((time) =>
        slice(0, ms * 10 + time, {
          sliceThickness: 1,
          instanceNumber: 1,
          extra: [text(0x00180081, 'DS', String(ms)), text(0x00200100, 'IS', String(time))],
        }),
      ),
    )
    expect(await named(files)).toMatchObject({
      details: { count: 4, by: 'TemporalPositionIdentifier (0020,0100), EchoTime (0018,0081)' },
    })
    expect([...(await read(files, 2)).values]).toEqual(filled(301))
  })

  it('keeps empty slices of different time points', async () => {
    const files = [0, 1, 2].flatMap((z) => [slice(z, 0), slice(z, z, { instanceNumber: 50 + z })])
    expect((await named(files)) as object).toMatchObject({ code: 'dicom/four-d', details: { count: 2 } })
  })

  it('is refused where a time point is incomplete', async () => {
    const files = [0, 1].flatMap((z) => [1, 2, 3].map((time) => slice(z, 10 * z + time)))
    expect(await named(files.slice(0, -1))).toMatchObject({
      code: 'dicom/uneven-time-points',
      details: { fewest: 2, most: 3 },
    })
  })

  it('takes 1 for a series without time points and refuses 2', async () => {
    expect((await read([slice(0, 1), slice(1, 2)], 1)).notices).toBeUndefined()
    await expect(read([slice(0, 1), slice(1, 2)], 2)).rejects.toMatchObject({
      code: 'image/time-point',
      details: { file: 'series', timePoint: 2, count: 1 },
    })
  })
})

describe('gaps and shifts', () => {
  it('names between which files how many slices are missing', async () => {
    const path = await folderWith(
      Object.fromEntries([0, 1, 2, 5, 6, 8, 9].map((z) => [`s${z}`, slice(z, z)])),
    )
    await expect(readSeries(path, null)).rejects.toMatchObject({
      code: 'dicom/missing-slices',
      details: { file: 's2', other: 's5', missing: 2, total: 3 },
    })
  })

  it('refuses a slice beside the line of the others, and bears rounding', async () => {
    const files = (x: number) => [0, 1, 2].map((z) => slice(z, z, { position: [z === 1 ? x : 0, 0, z] }))
    await expect(read(files(0.6))).rejects.toMatchObject({
      code: 'dicom/shifted',
      details: { shiftMm: 0.6 },
    })
    expect((await read(files(0.1))).dims[0]).toBe(3)
  })
})
