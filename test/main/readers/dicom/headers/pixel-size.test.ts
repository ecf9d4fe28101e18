import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readFile } from '../../../../../src/main/readers/read-file'
import type { ImageValue } from '../../../../../src/main/readers/source-value'
import { createTensorMaker } from '../../../../fixtures/builders/kinds'
import { describeError, type AppError } from '@shared/errors'
import { buildDicom, text, type DicomElement } from '../../../../fixtures/builders/dicom'
import { buildGridModality } from '../../../../fixtures/builders/modality'
import { folderWith, removeFolders } from '../folder'

afterEach(removeFolders)

const imager = text(0x00181164, 'DS', '0.4\\0.2')
const magnification = text(0x00181114, 'DS', '2')
const scanned = text(0x00182010, 'DS', '0.3\\0.1')
const aspect = text(0x00280034, 'IS', '1\\2')

/** An image of one row, 0 and 8, with these elements and no PixelSpacing unless one is given. */
async function read(extra: readonly DicomElement[], pixelSpacing?: readonly number[]): Promise<ImageValue> {
  const bytes = buildDicom({
    ...{ rows: 1, columns: 2, stored: [0, 8], dicomModality: 'CR', extra },
    ...(pixelSpacing === undefined ? { without: [0x00280030] } : { pixelSpacing }),
  })
  const value = await readFile(join(await folderWith({ 'x.dcm': bytes }), 'x.dcm'), 'image')
  if (value.kind !== 'image') throw new Error('no image')
  return value
}

function make(value: ImageValue, ...steps: readonly object[]) {
  const context = {
    inputDims: new Map([['scan', ['batch', 1, null, null]]]),
    statistics: new Map(),
    tokenizer: null,
  }
  return createTensorMaker(buildGridModality({ steps }), context)(value, 'c1')
}

describe('the size of a pixel', () => {
  it.each<[string, DicomElement[], number[] | undefined, object]>([
    ['PixelSpacing before all others', [imager, aspect], [1, 2], { size: [1, 2], unit: 'mm' }],
    [
      'ImagerPixelSpacing over the magnification',
      [imager, magnification, scanned],
      undefined,
      { size: [0.2, 0.1], unit: 'mm' },
    ],
    ['PixelAspectRatio, without mm', [aspect], undefined, { size: [1, 2], unit: 'ratio' }],
    ['the next one where PixelSpacing is 0', [aspect], [0, 0], { size: [1, 2], unit: 'ratio' }],
  ])('is that of %s', async (_, extra, pixelSpacing, expected) => {
    expect((await read(extra, pixelSpacing)).pixelSize).toEqual(expected)
  })

  it.each([
    ['ImagerPixelSpacing (0018,1164)', imager, [0.4, 0.2]],
    ['NominalScannedPixelSpacing (0018,2010)', scanned, [0.3, 0.1]],
  ] as const)('of %s alone is in doubt', async (attribute, element, size) => {
    const doubt = { code: 'dicom/not-in-patient', details: { file: 'x.dcm', attribute } }
    expect((await read([element])).pixelSize).toEqual({ size, unit: 'mm', doubt })
  })

  it('is absent where nothing gives it, or what should is no pair of positive numbers', async () => {
    const broken = [text(0x00181164, 'DS', 'wide'), text(0x00280034, 'IS', '1')]
    expect((await read(broken)).pixelSize).toBeUndefined()
  })
})

describe('images with pixels that are not square', () => {
  it('are resampled to mm, with half-pixel centres, by one number or one per axis', async () => {
    const image = await read([], [1, 2])
    for (const spacingMm of [1, [1, 1]]) {
      const { tensors, notices } = make(image, { step: 'resample', spacingMm })
      expect(tensors.get('scan')).toMatchObject({
        dims: [1, 1, 4],
        values: Float32Array.from([0, 2, 6, 8]),
      })
      expect(notices).toBeUndefined()
    }
  })

  it.each([
    ['a ratio', [aspect], undefined],
    ['a spacing', [], [0.25, 0.5]],
  ])('by %s are noticed where no step makes them square', async (_, extra, pixelSpacing) => {
    const image = await read(extra, pixelSpacing)
    const [notice, ...others] = make(image, { step: 'crop', size: [1, 2] }).notices!
    expect(others).toEqual([])
    expect(describeError(notice!).sentence).toBe(
      'scan: the pixels are not square (height to width 1 : 2), and no step makes them square: the model sees the image narrowed.',
    )
    expect(make(image, { step: 'resize', size: [1, 4] }).notices).toBeUndefined()
  })

  it('are not square pixels that a resize of the study stretches, nor rounded digits', async () => {
    const square = await read([], [0.143, 0.1431])
    expect(make(square, { step: 'resize', size: [1, 4] }).notices).toBeUndefined()
  })
})

describe('resample of an image', () => {
  it('says where it counts mm on the detector, and only then', async () => {
    const image = await read([imager])
    const notices = make(image, { step: 'resample', spacingMm: 0.2 }).notices
    expect(notices).toMatchObject([{ code: 'dicom/not-in-patient' }])
    const codes = make(image).notices!.map(({ code }) => code)
    expect(codes).toEqual(['tensor/not-square'])
  })

  it('refuses what has no mm, and says what there is', async () => {
    const step = { step: 'resample', spacingMm: [1, 1] }
    expect(sentenceOf(await read([]), step)).toBe(
      'Case c1, scan: the step resample needs the size of a pixel of the image in mm; the file does not give it.',
    )
    expect(sentenceOf(await read([aspect]), step)).toContain(
      'only the ratio of its height to its width, 1 : 2.',
    )
  })

  function sentenceOf(image: ImageValue, step: object): string {
    try {
      make(image, step)
    } catch (thrown) {
      return (thrown as AppError).message
    }
    throw new Error('not refused')
  }
})
