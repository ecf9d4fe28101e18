import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bigEndianDecoder,
  nativeDecoder,
} from '../../../../../../src/main/readers/dicom/pixels/decoders/native-decoder'
import type { PixelDescription } from '../../../../../../src/main/readers/dicom/pixels/pixel-description'
import { described } from '../../pixels'

async function decode(bytes: readonly number[], changes: Partial<PixelDescription>): Promise<number[]> {
  return [...(await nativeDecoder.decode(Uint8Array.from(bytes), described(changes), 'x.dcm'))]
}

async function decodeBig(bytes: readonly number[], changes: Partial<PixelDescription>): Promise<number[]> {
  return [...(await bigEndianDecoder.decode(Uint8Array.from(bytes), described(changes), 'x.dcm'))]
}

const bytesOf = (array: NodeJS.TypedArray): number[] => [...new Uint8Array(array.buffer)]

describe('nativeDecoder', () => {
  it('takes packed bits from the lowest', async () => {
    const cells = await decode([0b0000_0101, 0b1], { rows: 3, columns: 3, bitsAllocated: 1 })
    expect(cells).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1])
  })

  it('takes two cells of 12 bits from three bytes', async () => {
    const cells = await decode([0x23, 0x61, 0x45, 0x89, 0x07], { rows: 1, columns: 3, bitsAllocated: 12 })
    expect(cells).toEqual([0x123, 0x456, 0x789])
  })

  it('reads every cell of 12 bits that was packed', async () => {
    const list = fc.array(fc.integer({ min: 0, max: 4095 }), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(list, async (values) => {
        const bits = values.flatMap((value) => Array.from({ length: 12 }, (_, bit) => (value >> bit) & 1))
        const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, index) =>
          bits.slice(index * 8, index * 8 + 8).reduce((sum, bit, place) => sum + (bit << place), 0),
        )
        expect(await decode(bytes, { rows: 1, columns: values.length, bitsAllocated: 12 })).toEqual(values)
      }),
    )
  })

  it('reads whole numbers of 16 and 32 bits in both byte orders', async () => {
    const row = { rows: 1, columns: 2 }
    expect(await decode([1, 2, 3, 4], row)).toEqual([0x0201, 0x0403])
    expect(await decodeBig([1, 2, 3, 4], row)).toEqual([0x0102, 0x0304])
    const long = [0, 0, 0, 0xff, 1, 2, 3, 4]
    expect(await decode(long, { ...row, bitsAllocated: 32 })).toEqual([0xff000000, 0x04030201])
    expect(await decodeBig(long, { ...row, bitsAllocated: 32 })).toEqual([0xff, 0x01020304])
  })

  it('reads floating point cells as they are', async () => {
    const single = Float32Array.of(-1.5, 3e38)
    const float = { rows: 1, columns: 2, isFloat: true }
    expect(await decode(bytesOf(single), { ...float, bitsAllocated: 32 })).toEqual([...single])
    const double = Float64Array.of(Math.PI, -1e300)
    expect(await decode(bytesOf(double), { ...float, bitsAllocated: 64 })).toEqual([...double])
  })

  it('turns planes into pixels', async () => {
    const rgb = { rows: 1, columns: 2, samplesPerPixel: 3, bitsAllocated: 8, photometric: 'RGB' } as const
    expect(await decode([1, 2, 3, 4, 5, 6], { ...rgb, isPlanar: true })).toEqual([1, 3, 5, 2, 4, 6])
    expect(await decode([1, 2, 3, 4, 5, 6], rgb)).toEqual([1, 2, 3, 4, 5, 6])
    const planes = [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]
    expect(await decode(planes, { ...rgb, bitsAllocated: 16, isPlanar: true })).toEqual([1, 3, 5, 2, 4, 6])
  })

  it('spreads colour differences over the two pixels that share them', async () => {
    const pair = { rows: 1, columns: 4, samplesPerPixel: 3, bitsAllocated: 8 } as const
    expect(await decode([10, 11, 1, 2, 20, 21, 3, 4], { ...pair, photometric: 'YBR_FULL_422' })).toEqual([
      10, 1, 2, 11, 1, 2, 20, 3, 4, 21, 3, 4,
    ])
  })

  it('leaves bytes behind the frame alone and never pads a short one', async () => {
    expect(await decode([1, 0, 2, 0, 9], { rows: 1, columns: 2 })).toEqual([1, 2])
    await expect(decode([1, 0, 2], { rows: 1, columns: 2 })).rejects.toMatchObject({
      code: 'dicom/pixel-bytes',
      details: { file: 'x.dcm', expectedBytes: 4, actualBytes: 3 },
    })
  })
})
