import { describe, expect, it } from 'vitest'
import { codecDecoders } from '../../../../../../src/main/readers/dicom/pixels/decoders/codec-decoders'
import { decoderFor } from '../../../../../../src/main/readers/dicom/pixels/decoders/registry'
import type { PixelDescription } from '../../../../../../src/main/readers/dicom/pixels/pixel-description'
import { createStored } from '../../../../../../src/main/readers/dicom/pixels/rescale'
import {
  encodeFrame,
  type Encoding,
  type FrameFixture,
} from '../../../../../fixtures/builders/encoded-pixels'
import { described } from '../../pixels'

const rows = 17
const columns = 24
const uids: Readonly<Record<Encoding, readonly string[]>> = {
  Rle: ['5'],
  Jpeg: ['4.57', '4.70'],
  JpegLs: ['4.80', '4.81'],
  Jpeg2000: ['4.90', '4.91'],
  HtJpeg2000: ['4.201', '4.202', '4.203'],
}
const toUid = (last: string): string => `1.2.840.10008.1.2.${last}`

type Bits = Pick<FrameFixture, 'bitsAllocated' | 'bitsStored' | 'signed' | 'samples'>

/** Numbers over the whole range of the stored bits, none beside its like. */
function numbers({ bitsStored, signed = false, samples = 1 }: Bits): number[] {
  const span = 2 ** bitsStored
  const lowest = signed ? -span / 2 : 0
  return Array.from({ length: rows * columns * samples }, (_, index) => lowest + ((index * 7919) % span))
}

function toBytes(values: readonly number[], bitsAllocated: number): Uint8Array {
  if (bitsAllocated === 8) return Uint8Array.from(values)
  const wide = bitsAllocated === 16 ? Uint16Array.from(values) : Uint32Array.from(values)
  return new Uint8Array(wide.buffer)
}

function encode(
  encoding: Encoding,
  bits: Bits,
  values = numbers(bits),
  more: Partial<FrameFixture> = {},
): Uint8Array {
  const cells = toBytes(values, bits.bitsAllocated)
  return encodeFrame(encoding, { columns, rows, ...bits, cells, ...more })
}

function toDescription({ bitsAllocated, bitsStored, signed = false, samples = 1 }: Bits): PixelDescription {
  return described({
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    isSigned: signed,
    samplesPerPixel: samples,
    photometric: samples === 3 ? 'RGB' : 'MONOCHROME2',
  })
}

async function decode(uid: string, frame: Uint8Array, pixels: PixelDescription): Promise<number[]> {
  const cells = await decoderFor(toUid(uid), 'x.dcm').decode(frame, pixels, 'x.dcm')
  return Array.from(cells, createStored(pixels))
}

const depths: readonly Bits[] = [
  { bitsAllocated: 8, bitsStored: 8 },
  { bitsAllocated: 8, bitsStored: 8, samples: 3 },
  { bitsAllocated: 16, bitsStored: 12 },
  { bitsAllocated: 16, bitsStored: 16 },
  { bitsAllocated: 16, bitsStored: 16, signed: true },
  { bitsAllocated: 16, bitsStored: 12, signed: true },
]

const lossless = (['Rle', 'Jpeg', 'JpegLs', 'Jpeg2000', 'HtJpeg2000'] as const).flatMap((encoding) =>
  uids[encoding].flatMap((uid) => depths.map((bits) => ({ encoding, uid, bits }))),
)

describe('a codec gives back every cell', () => {
  it.each(lossless)('$encoding as $uid: $bits', async ({ encoding, uid, bits }) => {
    const values = numbers(bits)
    expect(await decode(uid, encode(encoding, bits, values), toDescription(bits))).toEqual(values)
  })

  it.each([1, 2, 3, 4, 5, 6, 7])('of lossless JPEG with predictor %i', async (predictor) => {
    const bits: Bits = { bitsAllocated: 16, bitsStored: 16 }
    const values = numbers(bits)
    expect(await decode('4.57', encode('Jpeg', bits, values, { predictor }), toDescription(bits))).toEqual(
      values,
    )
  })

  it('of run lengths of 32 bits', async () => {
    const bits: Bits = { bitsAllocated: 32, bitsStored: 32 }
    const values = numbers(bits)
    expect(await decode('5', encode('Rle', bits, values), toDescription(bits))).toEqual(values)
  })

  it('of JPEG 2000 with and without its colour transform', async () => {
    const bits: Bits = { bitsAllocated: 8, bitsStored: 8, samples: 3 }
    const values = numbers(bits)
    for (const transformed of [true, false]) {
      const frame = encode('Jpeg2000', bits, values, { transformed })
      expect(await decode('4.90', frame, toDescription(bits))).toEqual(values)
    }
  })

  it('of baseline JPEG to within its loss', async () => {
    const bits: Bits = { bitsAllocated: 8, bitsStored: 8 }
    const values = Array.from(
      { length: rows * columns },
      (_, index) => 3 * (index % columns) + Math.floor(index / columns),
    )
    const found = await decode('4.50', encode('Jpeg', bits, values, { lossy: true }), toDescription(bits))
    for (const [index, value] of values.entries())
      expect(Math.abs(found[index]! - value)).toBeLessThanOrEqual(2)
  })
})

describe('a stream narrower than the cells of its header', () => {
  const narrow: Bits = { bitsAllocated: 8, bitsStored: 8 }
  const wide = toDescription({ bitsAllocated: 16, bitsStored: 8 })

  it.each([
    ['Jpeg', '4.70'],
    ['JpegLs', '4.80'],
    ['Jpeg2000', '4.90'],
    ['HtJpeg2000', '4.201'],
  ] as const)('%s keeps its values', async (encoding, uid) => {
    const values = numbers(narrow)
    expect(await decode(uid, encode(encoding, narrow, values), wide)).toEqual(values)
  })

  it('keeps its sign where the header stores more bits', async () => {
    const values = Array.from({ length: rows * columns }, (_, index) => (index % 100) - 50)
    const frame = encode('Jpeg2000', { bitsAllocated: 16, bitsStored: 12, signed: true }, values)
    const bits: Bits = { bitsAllocated: 32, bitsStored: 32, signed: true }
    expect(await decode('4.90', frame, toDescription(bits))).toEqual(values)
  })
})

describe('a codec refuses', () => {
  const bits: Bits = { bitsAllocated: 16, bitsStored: 16 }

  it('a stream of more bits than the cells of its header', async () => {
    const pixels = toDescription({ bitsAllocated: 8, bitsStored: 8 })
    await expect(decode('4.70', encode('Jpeg', bits), pixels)).rejects.toMatchObject({
      code: 'dicom/bad-value',
      details: { attribute: 'BitsAllocated (0028,0100)', found: '8' },
    })
  })

  it('an image of another size or number of samples, before it is decoded', async () => {
    const pixels = { ...toDescription(bits), rows: columns, columns: rows }
    await expect(decode('4.90', encode('Jpeg2000', bits), pixels)).rejects.toMatchObject({
      code: 'dicom/coded-size',
      details: { described: [17, 24, 1], coded: [24, 17, 1] },
    })
    const colour = toDescription({ bitsAllocated: 8, bitsStored: 8, samples: 3 })
    await expect(
      decode('4.80', encode('JpegLs', { bitsAllocated: 8, bitsStored: 8 }), colour),
    ).rejects.toThrow(
      'x.dcm describes 24 x 17 x 3 pixels (columns, rows, samples), but its compressed image has 24 x 17 x 1.',
    )
  })

  it.each(['4.70', '4.80', '4.90', '5'])('bytes that are no stream of %s', async (uid) => {
    for (const frame of [new Uint8Array(0), new Uint8Array(200), Uint8Array.of(0xff, 0xd8, 0xff)]) {
      await expect(decode(uid, frame, toDescription(bits))).rejects.toMatchObject({
        code: 'dicom/pixels-unreadable',
        details: { file: 'x.dcm' },
      })
    }
  })

  it('run lengths that cannot stand for that many pixels', async () => {
    const frame = encode('Rle', bits)
    const pixels = { ...toDescription(bits), rows: 8192, columns: 8192 }
    await expect(decode('5', frame, pixels)).rejects.toMatchObject({ code: 'dicom/pixel-bytes' })
  })

  it.each([
    ['Rle', '5', 'dicom/pixel-bytes'],
    ['Jpeg', '4.70', 'dicom/fragments'],
    ['JpegLs', '4.80', 'dicom/fragments'],
    ['Jpeg2000', '4.90', 'dicom/pixels-unreadable'],
    ['HtJpeg2000', '4.201', 'dicom/pixels-unreadable'],
  ] as const)('a stream of %s that is cut anywhere, and never pads it', async (encoding, uid, code) => {
    const whole = encode(encoding, bits)
    for (let length = 200; length < whole.length; length += 53) {
      await expect(decode(uid, whole.subarray(0, length), toDescription(bits))).rejects.toMatchObject({
        code,
      })
    }
    const padded = Uint8Array.from([...whole, 0])
    expect(await decode(uid, padded, toDescription(bits))).toEqual(numbers(bits))
  })

  it('a damaged frame, and reads the next one all the same', async () => {
    const values = numbers(bits)
    const whole = encode('Jpeg2000', bits, values)
    let refused = 0
    for (let at = 60; at < 120; at += 4) {
      const damaged = whole.slice()
      damaged.fill(0xff, at, at + 6)
      const found = await decode('4.90', damaged, toDescription(bits)).catch((thrown: unknown) => thrown)
      if (!Array.isArray(found)) refused += 1
      expect(await decode('4.90', whole, toDescription(bits))).toEqual(values)
    }
    expect(refused).toBeGreaterThan(0)
  })
})

it('every transfer syntax has one decoder', () => {
  const all = codecDecoders.flatMap(({ transferSyntaxes }) => transferSyntaxes)
  expect(new Set(all).size).toBe(all.length)
  for (const known of Object.values(uids).flat()) expect(all).toContain(toUid(known))
})
