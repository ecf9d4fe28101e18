import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { scanFile } from '../../../../../src/main/readers/dicom/headers/scan-file'
import { readDicomImage } from '../../../../../src/main/readers/dicom/read-dicom-image'
import { readSeries } from '../../../../../src/main/readers/dicom/read-series'
import { buildDicom, buildDicomSeries, text } from '../../../../fixtures/builders/dicom'
import { buildMultiFrame } from '../../../../fixtures/builders/dicom-multiframe'
import { folderWith, removeFolders, shuffledNames } from '../folder'

afterEach(removeFolders)

const windows = (center: string, width: string, names?: string) => [
  text(0x00281050, 'DS', center),
  text(0x00281051, 'DS', width),
  ...(names === undefined ? [] : [text(0x00281055, 'LO', names)]),
]

async function ofImage(...extra: ReturnType<typeof windows>) {
  const folder = await folderWith({ x: buildDicom({ dicomModality: 'DX', slope: '2', extra }) })
  const [slice] = await scanFile(join(folder, 'x'))
  return (await readDicomImage(slice!)).windows
}

describe('windows of a DICOM file', () => {
  it('are told of an image, with their explanation or a number', async () => {
    expect(await ofImage(...windows('40\\-600', '400\\1500', 'ABDOMEN\\LUNG '))).toEqual([
      { name: 'ABDOMEN', low: -160, high: 240 },
      { name: 'LUNG', low: -1350, high: 150 },
    ])
    expect(await ofImage(...windows('2048.5', '4096'))).toEqual([{ name: 'File 1', low: 0.5, high: 4096.5 }])
  })

  it('are left out where they are none', async () => {
    expect(await ofImage()).toBeUndefined()
    expect(await ofImage(...windows('40', '0'))).toBeUndefined()
    expect(await ofImage(...windows('forty', '80'))).toBeUndefined()
    expect(await ofImage(...windows('40\\40\\50', '80\\80'))).toHaveLength(1)
  })

  it('are those of the middle slice of a series', async () => {
    const files = buildDicomSeries({ depth: 3 }).map((_, z) =>
      buildDicom({ position: [0, 0, z], extra: windows(String(10 * z), '4') }),
    )
    const volume = await readSeries(await folderWith(shuffledNames(files)), null)
    expect(volume.windows).toEqual([{ name: 'File 1', low: 8, high: 12 }])
  })

  it('are those of the frame in functional groups, else of the image', async () => {
    const perFrame = [0, 1].map((z) => ({ position: [0, 0, z] }))
    const read = async (file: Uint8Array) => (await readSeries(await folderWith({ file }), null)).windows
    const extra = windows('100', '20')
    const own = perFrame.map((frame) => ({ ...frame, window: [40, 400] as const }))
    expect(await read(buildMultiFrame({ perFrame: own, extra }))).toEqual([
      { name: 'File 1', low: -160, high: 240 },
    ])
    expect(await read(buildMultiFrame({ perFrame, extra }))).toEqual([{ name: 'File 1', low: 90, high: 110 }])
  })
})
