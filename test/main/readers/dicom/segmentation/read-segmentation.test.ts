import { afterEach, describe, expect, it } from 'vitest'
import { readSeries } from '../../../../../src/main/readers/dicom/read-series'
import type { VolumeValue } from '../../../../../src/main/readers/source-value'
import { buildEncapsulated } from '../../../../fixtures/builders/dicom-encodings'
import { text } from '../../../../fixtures/builders/dicom'
import {
  buildMultiFrame,
  buildSegmentation,
  SEGMENTATION,
  segmentationSlice,
  shorts,
} from '../../../../fixtures/builders/dicom-multiframe'
import { encodeFrame } from '../../../../fixtures/builders/encoded-pixels'
import { folderWith, removeFolders } from '../folder'

afterEach(removeFolders)

async function read(...files: readonly Uint8Array[]): Promise<VolumeValue> {
  const named = Object.fromEntries(files.map((bytes, index) => [`seg${index}`, bytes]))
  return readSeries(await folderWith(named), null)
}

const left = [1, 0, 0, 1, 0, 0]
const right = [0, 0, 1, 0, 0, 1]
const at = (z: number, segment: number, stored: readonly number[]) => ({
  position: [0, 0, z],
  segment,
  stored,
})

/** Bits of 9 x 11 pixels that begin inside bytes. */
function stripes(z: number): number[] {
  return Array.from({ length: 99 }, (_, index) => (index % 7 === z || index < 20 ? 1 : 0))
}

function packed(bits: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8))
  for (const [index, bit] of bits.entries()) bytes[index >> 3]! |= bit << (index & 7)
  return bytes
}

describe('a segmentation', () => {
  it('becomes a map of segment numbers, with empty slices where frames are left out', async () => {
    const perFrame = [at(0, 1, left), at(6, 1, left), at(0, 7, right), at(2, 7, right)]
    const volume = await read(
      buildSegmentation({ perFrame, spacingBetweenSlices: 2, pixelSpacing: [0.5, 0.25] }),
    )
    expect(volume.dims).toEqual([4, 2, 3])
    expect([...volume.values]).toEqual([
      ...[1, 0, 7, 1, 0, 7],
      ...[0, 0, 7, 0, 0, 7],
      ...[0, 0, 0, 0, 0, 0],
      ...[1, 0, 0, 1, 0, 0],
    ])
    expect(volume.spacingMm).toEqual([2, 0.5, 0.25])
    expect(volume.affineLps).toEqual([0.25, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1])
    expect(volume.unit).toBe('')
    expect(volume.notices).toBeUndefined()
  })

  it.each([
    ['run lengths of a byte per pixel', '5', 'Rle', (bits: readonly number[]) => Uint8Array.from(bits)],
    ['run lengths of packed bits', '5', 'Rle', packed],
    ['JPEG 2000', '4.90', 'Jpeg2000', (bits: readonly number[]) => Uint8Array.from(bits)],
  ] as const)('of one bit is read from %s', async (_, uid, encoding, toCells) => {
    const frames = [stripes(0), stripes(1), stripes(2)]
    const fragments = frames.map((bits) => {
      const cells = toCells(bits)
      const isPacked = cells.length < bits.length
      const [columns, rows] = isPacked ? [cells.length, 1] : [11, 9]
      return encodeFrame(encoding, { columns, rows, bitsAllocated: 8, bitsStored: isPacked ? 8 : 1, cells })
    })
    const perFrame = frames.map((stored, z) => at(z, 3, stored))
    const slice = segmentationSlice({ perFrame, spacingBetweenSlices: 1, rows: 9, columns: 11 })
    const transferSyntax = `1.2.840.10008.1.2.${uid}`
    const volume = await read(buildEncapsulated({ ...slice, transferSyntax, fragments }))
    expect([...volume.values]).toEqual(frames.flat().map((bit) => bit * 3))
  })

  it('of one bit in run lengths that break off is refused, not read as packed', async () => {
    const bits = stripes(0)
    const frame = { columns: 11, rows: 5, bitsAllocated: 8, bitsStored: 8 } as const
    const half = encodeFrame('Rle', { ...frame, cells: Uint8Array.from(bits.slice(0, 55)) })
    const perFrame = [at(0, 3, bits)]
    const file = buildEncapsulated({
      ...segmentationSlice({ perFrame, spacingBetweenSlices: 1, rows: 9, columns: 11 }),
      transferSyntax: '1.2.840.10008.1.2.5',
      fragments: [half],
    })
    await expect(read(file)).rejects.toMatchObject({
      code: 'dicom/pixel-bytes',
      details: { expectedBytes: 99, actualBytes: 55 },
    })
  })

  it('takes the smallest gap for the step when the file says another', async () => {
    const perFrame = [at(0, 1, left), at(3, 1, left), at(9, 1, left)]
    const volume = await read(buildSegmentation({ perFrame, spacingBetweenSlices: 2 }))
    expect(volume.dims[0]).toBe(4)
    const uneven = [at(0, 1, left), at(3, 1, left), at(7, 1, left)]
    await expect(read(buildSegmentation({ perFrame: uneven }))).rejects.toMatchObject({
      code: 'dicom/uneven-gaps',
      details: { gapMm: 4, medianMm: 3 },
    })
  })

  it('is refused where segments overlap, by their numbers', async () => {
    const perFrame = [at(0, 2, left), at(0, 5, [1, 1, 1, 1, 1, 1])]
    await expect(read(buildSegmentation({ perFrame, spacingBetweenSlices: 1 }))).rejects.toMatchObject({
      code: 'dicom/segments-overlap',
      details: { file: 'seg0', one: 2, other: 5 },
    })
  })

  it('counts fractions from one half on and says so', async () => {
    const bytes = buildMultiFrame({
      sopClass: SEGMENTATION,
      bitsAllocated: 8,
      perFrame: [at(0, 3, [0, 99, 100, 101, 200, 1])],
      spacingBetweenSlices: 1,
      extra: [text(0x00620001, 'CS', 'FRACTIONAL'), shorts(0x0062000e, 200)],
    })
    const volume = await read(bytes)
    expect([...volume.values]).toEqual([0, 0, 3, 3, 3, 0])
    expect(volume.notices).toEqual([{ code: 'dicom/fractional-segmentation', details: { file: 'seg0' } }])
  })

  it('is taken as it is where its cells are the numbers', async () => {
    const bytes = buildMultiFrame({
      sopClass: '1.2.840.10008.5.1.4.1.1.66.7',
      bitsAllocated: 8,
      perFrame: [{ position: [0, 0, 0], stored: [0, 1, 2, 3, 4, 5] }],
      spacingBetweenSlices: 1,
    })
    expect([...(await read(bytes)).values]).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('is refused where a series holds several, or a position is missing', async () => {
    const one = buildSegmentation({ perFrame: [at(0, 1, left)], spacingBetweenSlices: 1 })
    await expect(read(one, one)).rejects.toMatchObject({
      code: 'dicom/several-segmentations',
      details: { count: 2 },
    })
    const unplaced = buildSegmentation({ perFrame: [{ segment: 1, stored: left }], spacingBetweenSlices: 1 })
    await expect(read(unplaced)).rejects.toMatchObject({ code: 'dicom/missing' })
    await expect(read(buildSegmentation({ perFrame: [at(0, 1, left)] }))).rejects.toMatchObject({
      code: 'dicom/missing',
      details: { attribute: 'SpacingBetweenSlices (0018,0088)' },
    })
  })

  it('is refused before allocation when far positions would make a huge volume', async () => {
    const perFrame = [at(0, 1, left), at(0.01, 1, left), at(1e7, 1, left)]
    await expect(read(buildSegmentation({ perFrame }))).rejects.toMatchObject({ code: 'image/too-large' })
  })
})
