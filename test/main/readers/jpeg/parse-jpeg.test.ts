import { describe, expect, it } from 'vitest'
import { parseJpeg } from '../../../../src/main/readers/jpeg/parse-jpeg'
import { turnImage } from '../../../../src/main/readers/turn-image'
import { buildExif } from '../../../fixtures/builders/exif'
import { buildJpeg } from '../../../fixtures/builders/jpeg'

const grey = { blocksWide: 2, blocksHigh: 1, blocks: [[50], [200]] }

describe('parseJpeg', () => {
  it('reads grey blocks as they were written', async () => {
    const image = await parseJpeg(buildJpeg(grey), 'a.jpg')
    expect(image).toMatchObject({ kind: 'image', dims: [8, 16, 1], maxValue: 255 })
    const row = [...new Array<number>(8).fill(50), ...new Array<number>(8).fill(200)]
    expect([...image.values.subarray(0, 16)]).toEqual(row)
    expect([...image.values.subarray(112, 128)]).toEqual(row)
  })

  it('returns colour as RGB', async () => {
    const blocks = [[76, 85, 255]]
    const { dims, values } = await parseJpeg(buildJpeg({ blocksWide: 1, blocksHigh: 1, blocks }), 'a.jpg')
    expect(dims).toEqual([8, 8, 3])
    // JFIF: R = Y + 1.402 (Cr - 128), G = Y - 0.344136 (Cb - 128) - 0.714136 (Cr - 128), B = Y + 1.772 (Cb - 128).
    expect([...values.subarray(0, 3)]).toEqual([254, 0, 0])
  })

  it('refuses a file cut short instead of padding it', async () => {
    const bytes = buildJpeg(grey)
    for (const length of [bytes.length - 3, 150, 30, 4]) {
      await expect(parseJpeg(bytes.subarray(0, length), 'a.jpg')).rejects.toMatchObject({
        code: 'image/damaged',
      })
    }
    expect((await parseJpeg(bytes, 'a.jpg')).dims).toEqual([8, 16, 1])
  })

  it('refuses what the decoder cannot read in words', async () => {
    const twelve = buildJpeg({ ...grey, bitsPerSample: 12 })
    await expect(parseJpeg(twelve, 'a.jpg')).rejects.toThrow('JPEG with 12 bits per sample is not supported')
    const lossless = buildJpeg({ ...grey, process: 3 })
    await expect(parseJpeg(lossless, 'a.jpg')).rejects.toThrow('coding process SOF3')
    const cmyk = buildJpeg({ blocksWide: 1, blocksHigh: 1, blocks: [[1, 2, 3, 4]] })
    await expect(parseJpeg(cmyk, 'a.jpg')).rejects.toThrow('four components (CMYK)')
  })

  it('reads progressive files as baseline ones', async () => {
    const colour = {
      blocksWide: 2,
      blocksHigh: 1,
      blocks: [
        [76, 85, 255],
        [150, 44, 21],
      ],
    }
    for (const fixture of [grey, colour]) {
      const baseline = await parseJpeg(buildJpeg(fixture), 'a.jpg')
      expect(await parseJpeg(buildJpeg({ ...fixture, process: 2 }), 'a.jpg')).toEqual(baseline)
    }
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %i upright', async (orientation) => {
    const plain = await parseJpeg(buildJpeg(grey), 'a.jpg')
    const image = await parseJpeg(buildJpeg({ ...grey, exif: buildExif(orientation) }), 'a.jpg')
    expect(image).toEqual(turnImage(plain, orientation, 'a.jpg'))
    expect(image.dims).toEqual(orientation < 5 ? [8, 16, 1] : [16, 8, 1])
    const notice = { code: 'image/turned', details: { file: 'a.jpg', orientation } }
    expect(image.notices).toEqual(orientation === 1 ? undefined : [notice])
  })

  it('keeps the image as stored and says so when its EXIF is not readable', async () => {
    const image = await parseJpeg(buildJpeg({ ...grey, exif: Uint8Array.of(1, 2, 3) }), 'a.jpg')
    expect(image.dims).toEqual([8, 16, 1])
    expect(image.notices).toEqual([{ code: 'image/exif-unreadable', details: { file: 'a.jpg' } }])
  })
})
