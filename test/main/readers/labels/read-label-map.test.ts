import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLabelMap } from '../../../../src/main/readers/labels/read-label-map'
import { text, type DicomElement } from '../../../fixtures/builders/dicom'
import { buildSegmentation, sequence, shorts } from '../../../fixtures/builders/dicom-multiframe'
import { buildJpeg } from '../../../fixtures/builders/jpeg'
import { buildNifti } from '../../../fixtures/builders/nifti'
import { buildNpy } from '../../../fixtures/builders/npy'
import { buildPng } from '../../../fixtures/builders/png'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { buildTiff } from '../../../fixtures/builders/tiff'

const folders = useTemporaryFolders()
const size = { width: 3, height: 2 }
const samples = [0, 1, 2, 3, 2, 0]

const read = (name: string, bytes: Uint8Array, kind: 'image' | 'volume' = 'image') =>
  readLabelMap(join(folders({ [name]: bytes }), name), kind, null)

describe('a label map', () => {
  it.each([
    ['grey PNG of 8 bits', 'map.png', buildPng({ ...size, samples })],
    ['grey PNG of 2 bits, which pictures scale', 'map.png', buildPng({ ...size, samples, bitDepth: 2 })],
    [
      'palette PNG, by index',
      'map.png',
      buildPng({
        ...size,
        samples,
        colourType: 3,
        palette: [
          [0, 0, 0],
          [255, 0, 0],
          [9, 9, 9],
          [1, 2, 3],
        ],
      }),
    ],
    ['TIFF of 4 bits, which pictures scale', 'map.tif', buildTiff({ ...size, samples, bits: 4 })],
    [
      'palette TIFF, by index',
      'map.tif',
      buildTiff({ ...size, samples, photometric: 3, fields: { 320: [3, Array<number>(768).fill(7)] } }),
    ],
    ['NPY', 'map.npy', buildNpy({ dims: [2, 3], values: samples, type: '|u1' })],
  ])('is read as numbers from a %s', async (_, name, bytes) => {
    const { map, names, file } = await read(name, bytes)
    expect([...map.values]).toEqual(samples)
    expect(names.size).toBe(0)
    expect(file).toBe(name)
  })

  it('is read from NIfTI with its place', async () => {
    const { map } = await read('map.nii', buildNifti({ dims: [3, 2, 1], type: 2, stored: samples }), 'volume')
    expect(map).toMatchObject({ kind: 'volume', dims: [1, 2, 3] })
  })

  it('is refused as JPEG', async () => {
    await expect(
      read('map.jpg', buildJpeg({ blocks: [[1]], blocksWide: 1, blocksHigh: 1 })),
    ).rejects.toMatchObject({
      ...{ code: 'labels/lossy', details: { file: 'map.jpg' } },
    })
  })
})

const named = (...names: readonly string[]) =>
  sequence(
    0x00620002,
    ...names.map((name, index) => [shorts(0x00620004, index + 1), text(0x00620005, 'LO', name)]),
  )
const frame = (segment: number, stored: readonly number[]) => ({ position: [0, 0, 0], segment, stored })

describe('a DICOM segmentation as label map', () => {
  it('has the names of its segments', async () => {
    const perFrame = [frame(1, [1, 0, 0, 0, 0, 0]), frame(2, [0, 0, 0, 0, 1, 1])]
    const extra = [named('Liver', 'Tumour')]
    const { map, names } = await read(
      'seg.dcm',
      buildSegmentation({ perFrame, spacingBetweenSlices: 1, extra }),
      'volume',
    )
    expect([...map.values]).toEqual([1, 0, 0, 0, 2, 2])
    expect([...names]).toEqual([
      [1, 'Liver'],
      [2, 'Tumour'],
    ])
    expect(map.notices).toBeUndefined()
  })

  const latin = (name: string, set?: string): DicomElement[] => [
    ...(set === undefined ? [] : [text(0x00080005, 'CS', set)]),
    shorts(0x00620004, 1),
    { tag: 0x00620005, vr: 'LO', content: Buffer.from(name, 'latin1') },
  ]
  it.each([
    ['the file', 'ISO_IR 144', latin('\xbe\xdf\xe3\xe5\xde\xdb\xec'), 'Опухоль'],
    ['the item itself', 'ISO_IR 144', latin('L\xe4sion', 'ISO_IR 100'), 'Läsion'],
    ['the file, in UTF-8', 'ISO_IR 192', latin('L\xc3\xa4sion'), 'Läsion'],
    ['none, on one line', 'ISO_IR 100', latin('two\r\nlines '), 'two lines'],
  ])('reads these names by the character set of %s', async (_, set, item, wanted) => {
    const extra = [text(0x00080005, 'CS', set), sequence(0x00620002, item)]
    const perFrame = [frame(1, [1, 0, 0, 0, 0, 0])]
    const bytes = buildSegmentation({ perFrame, spacingBetweenSlices: 1, extra })
    const { names } = await read('seg.dcm', bytes, 'volume')
    expect([...names]).toEqual([[1, wanted]])
  })

  it.each([
    ['first', [1, 1, 1, 1, 1, 0], [0, 1, 0, 0, 0, 1], [1, 2, 1, 1, 1, 2]],
    ['last', [0, 1, 0, 0, 0, 1], [1, 1, 1, 1, 1, 0], [2, 1, 2, 2, 2, 1]],
  ])(
    'gives a shared voxel to the smallest segment, though the organ came %s',
    async (_, one, two, wanted) => {
      const perFrame = [frame(1, one), frame(2, two)]
      const { map } = await read(
        'seg.dcm',
        buildSegmentation({ perFrame, spacingBetweenSlices: 1 }),
        'volume',
      )
      expect([...map.values]).toEqual(wanted)
      expect(map.notices).toEqual([
        { code: 'dicom/segments-shared', details: { file: 'seg.dcm', pairs: ['1 and 2'] } },
      ])
    },
  )
})
