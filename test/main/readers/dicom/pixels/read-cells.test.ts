import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as bytesModule from '../../../../../src/main/files/read-bytes'
import { createCellReader } from '../../../../../src/main/readers/dicom/pixels/read-cells'
import { scanFile } from '../../../../../src/main/readers/dicom/headers/scan-file'
import { buildDicom } from '../../../../fixtures/builders/dicom'
import { buildEncapsulated, offsetsOf, split } from '../../../../fixtures/builders/dicom-encodings'
import { encodeFrame } from '../../../../fixtures/builders/encoded-pixels'
import { folderWith } from '../folder'

vi.mock(import('../../../../../src/main/files/read-bytes'), { spy: true })

const made: string[] = []
afterEach(async () => {
  vi.clearAllMocks()
  for (const folder of made.splice(0)) await rm(dirname(folder), { recursive: true })
})

/** Reads the given frames with one reader. */
async function readFrames(bytes: Uint8Array, frames: readonly number[]): Promise<number[][]> {
  const folder = await folderWith({ 'x.dcm': bytes })
  made.push(folder)
  const [slice] = await scanFile(join(folder, 'x.dcm'))
  if (slice === undefined) throw new Error('no image')
  const pixels = slice.describePixels()
  const read = createCellReader()
  const found: number[][] = []
  for (const frame of frames) found.push([...(await read({ ...slice, frame }, pixels)).cells])
  return found
}

const frame = (start: number): number[] => Array.from({ length: 6 }, (_, index) => start + index)

describe('createCellReader', () => {
  it('gives each frame of an uncompressed file, in any order', async () => {
    const file = buildDicom({ frames: 3, stored: [...frame(0), ...frame(100), ...frame(200)] })
    expect(await readFrames(file, [2, 0, 1])).toEqual([frame(200), frame(0), frame(100)])
  })

  it('gives frames of packed bits that begin inside a byte', async () => {
    const bits = { rows: 1, columns: 3, frames: 3, bitsAllocated: 1 }
    const file = buildDicom({ ...bits, pixelBytes: Uint8Array.of(0b1010_1001, 0b1) })
    expect(await readFrames(file, [0, 1, 2])).toEqual([
      [1, 0, 0],
      [1, 0, 1],
      [0, 1, 1],
    ])
  })

  it('gives frames of twelve packed bits that begin inside a byte', async () => {
    const bits = { rows: 1, columns: 1, frames: 3, bitsAllocated: 12 }
    const file = buildDicom({ ...bits, pixelBytes: Uint8Array.of(0x23, 0x61, 0x45, 0x89, 0x07, 0) })
    expect(await readFrames(file, [0, 1, 2])).toEqual([[0x123], [0x456], [0x789]])
  })

  it('gives frames that lie in several fragments, by table and without', async () => {
    const all = [0, 1, 2].map((at) => Array.from({ length: 256 }, (_, index) => (index * (at + 3)) % 4096))
    const coded = all.map((values) =>
      encodeFrame('Jpeg', {
        rows: 16,
        columns: 16,
        bitsAllocated: 16,
        bitsStored: 12,
        cells: new Uint8Array(Uint16Array.from(values).buffer),
      }),
    )
    const pieces = coded.map((bytes) => split(bytes, 60))
    const fragments = pieces.flat()
    const starts = offsetsOf(fragments)
    const offsets = [0, pieces[0]!.length, pieces[0]!.length + pieces[1]!.length].map(
      (index) => starts[index] ?? 0,
    )
    const image = {
      transferSyntax: '1.2.840.10008.1.2.4.70',
      rows: 16,
      columns: 16,
      bitsStored: 12,
      frames: 3,
    }
    expect(await readFrames(buildEncapsulated({ ...image, fragments, offsets }), [0, 1, 2])).toEqual(all)
    expect(await readFrames(buildEncapsulated({ ...image, fragments }), [1, 0])).toEqual([all[1], all[0]])
    expect(await readFrames(buildEncapsulated({ ...image, fragments: coded }), [2])).toEqual([all[2]])
  })

  it('reads a file once for all its frames', async () => {
    const file = buildDicom({ frames: 3, stored: [...frame(0), ...frame(1), ...frame(2)] })
    await readFrames(file, [0, 1, 2, 0])
    expect(vi.mocked(bytesModule.readBytes)).toHaveBeenCalledTimes(1)
  })

  it('never pads a frame that is not there', async () => {
    const file = buildDicom({ frames: 2, stored: [...frame(0), ...frame(1)] })
    await expect(readFrames(file, [2])).rejects.toMatchObject({
      code: 'dicom/pixel-bytes',
      details: { expectedBytes: 12, actualBytes: 0 },
    })
  })
})
