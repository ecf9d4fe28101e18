import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSeries } from '../../../../../src/main/readers/dicom/read-series'
import { readFile } from '../../../../../src/main/readers/read-file'
import type { VolumeValue } from '../../../../../src/main/readers/source-value'
import { buildDicom, text, type DicomSlice } from '../../../../fixtures/builders/dicom'
import {
  buildMultiFrame,
  sequence,
  shorts,
  type MultiFrame,
} from '../../../../fixtures/builders/dicom-multiframe'
import { folderWith, removeFolders } from '../folder'

afterEach(removeFolders)

async function read(bytes: Uint8Array, timePoint: number | null = null): Promise<VolumeValue> {
  return readSeries(await folderWith({ f: bytes }), null, timePoint)
}

const filled = (value: number): number[] => new Array<number>(6).fill(value)
const frameAt = (z: number) => ({ position: [0, 0, z], stored: filled(z) })

describe('enhanced multi-frame images', () => {
  it('are ordered by the position of each frame, with shared orientation and spacing', async () => {
    const volume = await read(
      buildMultiFrame({
        perFrame: [4, 0, 2].map(frameAt),
        pixelSpacing: [0.7, 0.5],
        orientation: [1, 0, 0, 0, 1, 0],
      }),
    )
    expect(volume.dims).toEqual([3, 2, 3])
    expect([...volume.values]).toEqual([...filled(0), ...filled(2), ...filled(4)])
    expect(volume.spacingMm).toEqual([2, 0.7, 0.5])
    expect(volume.unit).toBe('HU')
  })

  it('are rescaled frame by frame', async () => {
    const perFrame = [
      { position: [0, 0, 0], stored: filled(10), slope: 2, intercept: -1 },
      { position: [0, 0, 1], stored: filled(10), slope: 0.5, intercept: 3 },
    ]
    expect([...(await read(buildMultiFrame({ perFrame }))).values]).toEqual([...filled(19), ...filled(8)])
  })

  it('ask for a time point, in the order of what tells them apart', async () => {
    const perFrame = [1, 0].flatMap((z) =>
      [800, 0].map((bValue) => ({ position: [0, 0, z], stored: filled(z * 1000 + bValue), bValue })),
    )
    const bytes = buildMultiFrame({ perFrame, dicomModality: 'MR' })
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'dicom/four-d',
      details: { folder: 'series', count: 2, by: 'DiffusionBValue (0018,9087)' },
    })
    const second = await read(bytes, 2)
    expect([...second.values]).toEqual([...filled(800), ...filled(1800)])
    expect(second.notices).toEqual([
      {
        code: 'dicom/time-point',
        details: { folder: 'series', timePoint: 2, count: 2, by: 'DiffusionBValue (0018,9087)' },
      },
    ])
    await expect(read(bytes, 3)).rejects.toMatchObject({ code: 'image/time-point' })
  })

  it('prefer the temporal position to the order of the frames', async () => {
    const perFrame = [2, 1].map((temporalIndex) => ({
      position: [0, 0, 0],
      stored: filled(temporalIndex),
      temporalIndex,
    }))
    const volume = await read(buildMultiFrame({ perFrame, sliceThickness: 2 }), 1)
    expect([...volume.values]).toEqual(filled(1))
  })

  it('are refused where frames and their descriptions are not as many', async () => {
    const image: MultiFrame = { perFrame: [0, 1].map(frameAt), claimed: 3 }
    const stored = [...filled(0), ...filled(1), ...filled(2)]
    await expect(read(buildMultiFrame({ ...image, stored }))).rejects.toMatchObject({
      code: 'dicom/frames-differ',
      details: { file: 'f', frames: 3, found: 2 },
    })
  })

  it('name the attribute that a frame lacks', async () => {
    const perFrame = [frameAt(0), { stored: filled(1) }]
    await expect(read(buildMultiFrame({ perFrame }))).rejects.toMatchObject({
      code: 'dicom/missing',
      details: { attribute: 'ImagePositionPatient (0020,0032)' },
    })
  })
})

describe('frames without functional groups', () => {
  const stored = [5, 6, 7].flatMap(filled)
  const frames: DicomSlice = { frames: 3, stored, position: [1, 2, 3] }

  it('are refused as a volume and as an image with their count when nothing places them', async () => {
    const bytes = buildDicom({ ...frames, dicomModality: 'US', without: [0x00200032, 0x00200037] })
    const expected = { code: 'dicom/multi-frame', details: { file: 'f', frames: 3 } }
    await expect(read(bytes)).rejects.toMatchObject(expected)
    const folder = await folderWith({ f: bytes })
    await expect(readFile(join(folder, 'f'), 'image')).rejects.toMatchObject(expected)
  })

  it('follow the offsets of a radiation dose, scaled to Gy', async () => {
    const volume = await read(
      buildDicom({
        ...frames,
        dicomModality: 'RTDOSE',
        without: [0x00281052, 0x00281053],
        extra: [
          text(0x3004000c, 'DS', '0\\2.5\\5'),
          text(0x30040002, 'CS', 'GY'),
          text(0x3004000e, 'DS', '0.5'),
        ],
      }),
    )
    expect(volume).toMatchObject({ dims: [3, 2, 3], unit: 'GY', spacingMm: [2.5, 1, 1] })
    expect([...volume.values]).toEqual([2.5, 3, 3.5].flatMap(filled))
    expect(volume.affineLps).toEqual([1, 0, 0, 1, 0, 1, 0, 2, 0, 0, 2.5, 3, 0, 0, 0, 1])
  })

  it('follow the slice locations of a secondary capture', async () => {
    const extra = [text(0x00182005, 'DS', '10\\9\\8')]
    const volume = await read(buildDicom({ ...frames, dicomModality: 'OT', extra }))
    expect([...volume.values]).toEqual([7, 6, 5].flatMap(filled))
    expect(volume.affineLps[11]).toBe(1)
  })

  it('stack against the normal where nuclear medicine says a negative spacing', async () => {
    const place = [text(0x00200032, 'DS', '0\\0\\10'), text(0x00200037, 'DS', '1\\0\\0\\0\\1\\0')]
    const nuclear = (imageType: string): Uint8Array =>
      buildDicom({
        ...frames,
        dicomModality: 'NM',
        without: [0x00200032, 0x00200037],
        extra: [
          text(0x00080008, 'CS', imageType),
          text(0x00180088, 'DS', '-4'),
          sequence(0x00540022, place),
          shorts(0x00540080, 1, 2, 3),
        ],
      })
    const volume = await read(nuclear('ORIGINAL\\PRIMARY\\RECON TOMO\\EMISSION'))
    expect([...volume.values]).toEqual([7, 6, 5].flatMap(filled))
    expect(volume.affineLps[11]).toBe(2)
    expect(volume.spacingMm[0]).toBe(4)
    await expect(read(nuclear('ORIGINAL\\PRIMARY\\TOMO\\EMISSION'))).rejects.toMatchObject({
      code: 'dicom/multi-frame',
    })
  })

  it('need as many offsets as frames', async () => {
    const extra = [text(0x3004000c, 'DS', '0\\1')]
    await expect(read(buildDicom({ ...frames, extra }))).rejects.toMatchObject({
      code: 'dicom/frames-differ',
      details: { frames: 3, found: 2, attribute: 'GridFrameOffsetVector (3004,000C)' },
    })
  })
})
