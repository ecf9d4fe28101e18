import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readDicomImage } from '../../../../src/main/readers/dicom/read-dicom-image'
import { scanFile } from '../../../../src/main/readers/dicom/headers/scan-file'
import type { ImageValue } from '../../../../src/main/readers/source-value'
import { buildDicom, type DicomSlice } from '../../../fixtures/builders/dicom'
import {
  buildBare,
  buildBigEndian,
  buildDeflated,
  buildEncapsulated,
  IMAGE_TYPE,
  split,
} from '../../../fixtures/builders/dicom-encodings'
import { encodeFrame } from '../../../fixtures/builders/encoded-pixels'
import { folderWith } from './folder'

const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(dirname(folder), { recursive: true })
})

async function read(bytes: Uint8Array): Promise<ImageValue> {
  const folder = await folderWith({ 'x.dcm': bytes })
  made.push(folder)
  const [slice] = await scanFile(join(folder, 'x.dcm'))
  if (slice === undefined) throw new Error('no image')
  return readDicomImage(slice)
}

const stored = [1, 2, 3, 4, 5, 600]
const words = (...numbers: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(numbers).buffer)
const rgb: DicomSlice = { rows: 1, columns: 2, samplesPerPixel: 3, photometric: 'RGB', bitsAllocated: 8 }

describe('the same image comes out of every encoding', () => {
  it.each([
    ['explicit', buildDicom({ stored })],
    ['implicit', buildDicom({ stored, implicit: true })],
    ['deflated', buildDeflated({ stored })],
    ['without preamble', buildBare({ stored }, 'meta')],
    ['without meta header', buildBare({ stored }, 'data set')],
    ['implicit without meta header', buildBare({ stored, implicit: true }, 'data set')],
    [
      'implicit behind an explicit label',
      buildDicom({ stored, implicit: true, transferSyntax: '1.2.840.10008.1.2.1', extra: [IMAGE_TYPE] }),
    ],
    [
      'explicit behind an implicit label',
      buildDicom({ stored, transferSyntax: '1.2.840.10008.1.2', extra: [IMAGE_TYPE] }),
    ],
    ['without transfer syntax', buildDicom({ stored, without: [0x00020010], extra: [IMAGE_TYPE] })],
    ['explicit behind a label of JPEG', buildDicom({ stored, transferSyntax: '1.2.840.10008.1.2.4.70' })],
    [
      'big endian',
      buildBigEndian({
        rows: 2,
        columns: 3,
        bitsAllocated: 16,
        pixelVr: 'OW',
        pixelBytes: new Uint8Array(words(...stored)).map((_, index, all) => all[index ^ 1] ?? 0),
      }),
    ],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toMatchObject({
      dims: [2, 3, 1],
      values: Float32Array.from(stored),
      maxValue: 65535,
    })
  })

  it('compressed, in one fragment or several', async () => {
    const values = Array.from({ length: 256 }, (_, index) => index * 16)
    const frame = encodeFrame('JpegLs', {
      rows: 16,
      columns: 16,
      bitsAllocated: 16,
      bitsStored: 12,
      cells: words(...values),
    })
    for (const fragments of [[frame], split(frame, 50)]) {
      const file = {
        transferSyntax: '1.2.840.10008.1.2.4.80',
        rows: 16,
        columns: 16,
        bitsStored: 12,
        fragments,
      }
      expect([...(await read(buildEncapsulated(file))).values]).toEqual(values)
    }
  })

  it('big endian bytes that were written as words', async () => {
    const image = { rows: 1, columns: 2, bitsAllocated: 8, samplesPerPixel: 3, photometric: 'RGB' }
    const asWords = buildBigEndian({ ...image, pixelVr: 'OW', pixelBytes: Uint8Array.of(2, 1, 4, 3, 6, 5) })
    const asBytes = buildBigEndian({ ...image, pixelVr: 'OB', pixelBytes: Uint8Array.of(1, 2, 3, 4, 5, 6) })
    expect([...(await read(asWords)).values]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...(await read(asBytes)).values]).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('every depth', () => {
  it('one bit', async () => {
    const image = await read(
      buildDicom({ rows: 2, columns: 5, bitsAllocated: 1, pixelBytes: Uint8Array.of(0b1000_0001, 0b10) }),
    )
    expect([...image.values]).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 1])
    expect(image.maxValue).toBe(1)
  })

  it('twelve packed bits', async () => {
    const pixelBytes = Uint8Array.of(0x23, 0x61, 0x45, 0x00)
    const image = await read(buildDicom({ rows: 1, columns: 2, bitsAllocated: 12, pixelBytes }))
    expect([...image.values]).toEqual([0x123, 0x456])
    expect(image.maxValue).toBe(4095)
  })

  it('32 bits, signed', async () => {
    const pixelBytes = new Uint8Array(Int32Array.of(-70_000, 70_000).buffer)
    const image = await read(buildDicom({ rows: 1, columns: 2, bitsAllocated: 32, signed: true, pixelBytes }))
    expect([...image.values]).toEqual([-70_000, 70_000])
  })

  it.each([
    ['float', 0x7fe00008, 'OF', Float32Array.of(0.25, -3)],
    ['double', 0x7fe00009, 'OD', Float64Array.of(0.25, -3)],
  ] as const)('%s, rescaled', async (_, tag, vr, numbers) => {
    const content = new Uint8Array(numbers.buffer)
    const file = buildDicom({
      rows: 1,
      columns: 2,
      slope: '2',
      intercept: '1',
      without: [0x7fe00010],
      extra: [{ tag, vr, content }],
    })
    expect([...(await read(file)).values]).toEqual([1.5, -5])
  })
})

describe('colours', () => {
  it('planes, luminance and the range of video become RGB', async () => {
    const pixels = (photometric: string, ...bytes: readonly number[]): DicomSlice => ({
      ...rgb,
      photometric,
      pixelBytes: Uint8Array.from(bytes),
    })
    const planes = await read(buildDicom({ ...rgb, planar: 1, pixelBytes: Uint8Array.of(1, 2, 3, 4, 5, 6) }))
    expect([...planes.values]).toEqual([1, 3, 5, 2, 4, 6])
    const full = await read(buildDicom(pixels('YBR_FULL', 76, 85, 255, 255, 128, 128)))
    expect([...full.values]).toEqual([254, 0, 0, 255, 255, 255])
    const paired = await read(buildDicom(pixels('YBR_FULL_422', 0, 255, 128, 128)))
    expect([...paired.values]).toEqual([0, 0, 0, 255, 255, 255])
    const video = await read(buildDicom(pixels('YBR_PARTIAL_422', 16, 235, 128, 128)))
    expect([...video.values]).toEqual([0, 0, 0, 255, 255, 255])
    expect(video).toMatchObject({ dims: [1, 2, 3], maxValue: 255 })
  })

  it('palette indices become RGB, with the ends for what lies outside', async () => {
    const channel = (index: number, ...entries: readonly number[]) => [
      { tag: 0x00281101 + index, vr: 'US', content: words(2, 1, 16) },
      { tag: 0x00281201 + index, vr: 'OW', content: words(...entries) },
    ]
    const file = buildDicom({
      rows: 1,
      columns: 4,
      bitsAllocated: 8,
      photometric: 'PALETTE COLOR',
      pixelBytes: Uint8Array.of(0, 1, 2, 200),
      extra: [...channel(0, 10, 20), ...channel(1, 30, 40), ...channel(2, 50, 65535)],
    })
    const image = await read(file)
    expect(image).toMatchObject({ dims: [1, 4, 3], maxValue: 65535 })
    expect([...image.values]).toEqual([10, 30, 50, 10, 30, 50, 20, 40, 65535, 20, 40, 65535])
  })

  it('a compressed image knows better than its header, and a notice says so', async () => {
    const grey = Uint8Array.from({ length: 16 * 16 * 3 }, () => 120)
    const frame = encodeFrame('Jpeg', {
      rows: 16,
      columns: 16,
      bitsAllocated: 8,
      bitsStored: 8,
      samples: 3,
      lossy: true,
      cells: grey,
    })
    const slice = {
      ...rgb,
      rows: 16,
      columns: 16,
      transferSyntax: '1.2.840.10008.1.2.4.50',
      fragments: [frame],
    }
    const labelled = await read(buildEncapsulated(slice))
    for (const value of labelled.values) expect(Math.abs(value - 120)).toBeLessThanOrEqual(2)
    expect(labelled.notices).toEqual([
      {
        code: 'dicom/colour-label',
        details: { file: 'x.dcm', label: 'RGB', coded: 'luminance and colour differences (YBR_FULL)' },
      },
    ])
    const right = await read(buildEncapsulated({ ...slice, photometric: 'YBR_FULL' }))
    expect(right.notices).toBeUndefined()
    expect(right.values).toEqual(labelled.values)
  })

  it('MONOCHROME1 stays as stored, with a notice', async () => {
    const image = await read(buildDicom({ photometric: 'MONOCHROME1', stored }))
    expect([...image.values]).toEqual(stored)
    expect(image.notices?.map(({ code }) => code)).toEqual(['dicom/monochrome1'])
  })
})

describe('an image is refused', () => {
  it.each([
    ['a rescale of colours', { ...rgb, slope: '2' }],
    ['colours that are no unsigned whole numbers', { ...rgb, photometric: 'YBR_FULL', signed: true }],
    ['YBR_FULL_422 with 3 columns of 8 bits', { ...rgb, columns: 3, photometric: 'YBR_FULL_422' }],
    ['YBR_FULL_422 with three samples for every pixel', { ...rgb, photometric: 'YBR_FULL_422' }],
    ['uncompressed YBR_PARTIAL_420', { ...rgb, photometric: 'YBR_PARTIAL_420' }],
    ['1 bits in each of 3 samples', { ...rgb, bitsAllocated: 1 }],
    ['24 bits in each of 1 samples', { bitsAllocated: 24 }],
  ])('for %s', async (what, slice) => {
    await expect(read(buildDicom(slice))).rejects.toMatchObject({
      code: 'dicom/unsupported',
      details: { what },
    })
  })

  it('with more frames than one, with their number', async () => {
    const file = buildDicom({ frames: 2, stored: [...stored, ...stored] })
    await expect(read(file)).rejects.toMatchObject({ code: 'dicom/multi-frame', details: { frames: 2 } })
  })

  it('with more compressed frames than its bytes have room for, before anything is allocated', async () => {
    const file = buildEncapsulated({
      transferSyntax: '1.2.840.10008.1.2.4.90',
      frames: 2_000_000_000,
      fragments: [Uint8Array.of(1, 2)],
    })
    const folder = await folderWith({ 'x.dcm': file })
    made.push(folder)
    const describePixels = async (): Promise<unknown> =>
      (await scanFile(join(folder, 'x.dcm')))[0]?.describePixels()
    await expect(describePixels()).rejects.toThrow(/2000000000 frames/)
  })
})
