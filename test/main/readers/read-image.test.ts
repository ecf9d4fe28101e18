import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readImage } from '../../../src/main/readers/read-image'
import { buildDicom } from '../../fixtures/builders/dicom'
import { buildJpeg } from '../../fixtures/builders/jpeg'
import { buildNifti } from '../../fixtures/builders/nifti'
import { buildNpy } from '../../fixtures/builders/npy'
import { buildPng } from '../../fixtures/builders/png'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modalens-image-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function stored(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

describe('readImage', () => {
  it('recognises a format by content, whatever the name says', async () => {
    const png = await stored('a.jpg', buildPng({ width: 1, height: 1, samples: [7] }))
    const jpeg = await stored('b.png', buildJpeg({ blocksWide: 1, blocksHigh: 1, blocks: [[50]] }))
    expect(await readImage(png)).toMatchObject({ kind: 'image', dims: [1, 1, 1] })
    expect(await readImage(jpeg)).toMatchObject({ kind: 'image', dims: [8, 8, 1] })
  })

  it('reads one DICOM file as an image with its values rescaled and no geometry needed', async () => {
    const path = await stored(
      'xray',
      buildDicom({
        dicomModality: 'DX',
        bitsStored: 12,
        stored: [0, 1, 2, 3, 4, 4095],
        slope: '2',
        intercept: '-10',
        without: [0x00200032, 0x00200037, 0x00280030],
      }),
    )
    const image = await readImage(path)
    expect(image).toEqual({
      kind: 'image',
      dims: [2, 3, 1],
      values: Float32Array.of(-10, -8, -6, -4, -2, 8180),
      maxValue: 8180,
      files: [{ path, frame: 0 }],
    })
  })

  it('keeps MONOCHROME1 as stored and says so', async () => {
    const path = await stored(
      'inverted',
      buildDicom({ photometric: 'MONOCHROME1', stored: [1, 2, 3, 4, 5, 6] }),
    )
    const image = await readImage(path)
    expect([...image.values]).toEqual([1, 2, 3, 4, 5, 6])
    expect(image.notices).toEqual([{ code: 'dicom/monochrome1', details: { file: 'inverted' } }])
  })

  it.each([0, 1])('reads RGB of a DICOM photograph with planar configuration %i', async (planar) => {
    const pixels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    const planes = [0, 1, 2].flatMap((sample) => pixels.filter((_, index) => index % 3 === sample))
    const path = await stored(
      `photo${planar}`,
      buildDicom({
        rows: 2,
        columns: 2,
        bitsAllocated: 8,
        samplesPerPixel: 3,
        photometric: 'RGB',
        planar,
        stored: planar === 0 ? pixels : planes,
      }),
    )
    const image = await readImage(path)
    expect(image.dims).toEqual([2, 2, 3])
    expect([...image.values]).toEqual(pixels)
  })

  it('takes the only image of a folder and refuses a folder of several', async () => {
    const one = join(folder, 'one')
    await mkdir(one)
    await writeFile(join(one, 'IM1'), buildDicom({ stored: [1, 2, 3, 4, 5, 6] }))
    expect((await readImage(one)).dims).toEqual([2, 3, 1])
    await writeFile(join(one, 'IM2'), buildDicom())
    await expect(readImage(one)).rejects.toMatchObject({
      code: 'dicom/not-one-image',
      details: { folder: 'one', sliceCount: 2 },
    })
  })

  it('takes a NIfTI of one slice and refuses one of several', async () => {
    const flat = await stored('flat.nii', buildNifti({ dims: [3, 2] }))
    expect(await readImage(flat)).toMatchObject({ kind: 'image', dims: [2, 3, 1], maxValue: 5 })
    const deep = await stored('deep.nii', buildNifti({ dims: [2, 3, 4] }))
    await expect(readImage(deep)).rejects.toMatchObject({
      code: 'image/is-volume',
      details: { dims: [4, 3, 2] },
    })
  })

  it('hands an NPY array on with its own dims', async () => {
    const path = await stored('a.npy', buildNpy({ dims: [2, 2], values: [1, 2, 3, 4] }))
    expect(await readImage(path)).toEqual({
      kind: 'array',
      dims: [2, 2],
      values: Float32Array.of(1, 2, 3, 4),
    })
  })

  it('names files that are missing, empty or in no known format', async () => {
    await expect(readImage(join(folder, 'nowhere.png'))).rejects.toMatchObject({
      code: 'file/not-found',
      details: { file: 'nowhere.png' },
    })
    for (const [name, bytes] of [
      ['empty.png', new Uint8Array(0)],
      ['notes.txt', new TextEncoder().encode('hello')],
    ] as const) {
      const path = await stored(name, bytes)
      const details = { file: name, sizeBytes: bytes.length }
      await expect(readImage(path)).rejects.toMatchObject({ code: 'image/unknown-format', details })
    }
  })

  it('names a DICOM object that holds no image', async () => {
    const path = await stored(
      'report.dcm',
      buildDicom({ sopClass: '1.2.840.10008.5.1.4.1.1.88.11', without: [0x00280010, 0x7fe00010] }),
    )
    await expect(readImage(path)).rejects.toMatchObject({
      code: 'dicom/unsupported',
      details: { file: 'report.dcm' },
    })
  })
})
