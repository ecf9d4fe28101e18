import { describe, expect, it } from 'vitest'
import { decoderFor } from '../../../../../../../src/main/readers/dicom/pixels/decoders/registry'
import { decodeJpegLs } from '../../../../../../../src/main/readers/dicom/pixels/decoders/jpeg-ls/decode-jpeg-ls'
import { toJpegLsHeader } from '../../../../../../../src/main/readers/dicom/pixels/decoders/jpeg-ls/jpeg-ls-header'
import { encodeFrame } from '../../../../../../fixtures/builders/encoded-pixels'
import { encodeJpegLs, segment, type JpegLsImage } from '../../../../../../fixtures/builders/jpeg-ls'
import { described } from '../../../pixels'

const columns = 17
const rows = 13
const interleaves = [0, 1, 2] as const

type Kind = 'slope' | 'noise' | 'steps'

/** Smooth, random and flat images up to `largest`, [rows, columns, samples]. */
function valuesOf(kind: Kind, largest: number, samples: number): number[] {
  let seed = 7
  return Array.from({ length: rows * columns * samples }, (_, index) => {
    const [x, y, sample] = [
      Math.floor(index / samples) % columns,
      Math.floor(index / samples / columns),
      index % samples,
    ]
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    if (kind === 'noise') return Math.floor((seed / 2 ** 31) * (largest + 1))
    if (kind === 'slope') return Math.floor((largest * (x + 2 * y + 3 * sample)) / (columns + 2 * rows + 6))
    return x < columns / 2 ? Math.min(1 + sample, largest) : Math.max(0, largest - y - sample)
  })
}

const kinds: readonly Kind[] = ['slope', 'noise', 'steps']

async function decode(image: JpegLsImage, stream = encodeJpegLs(image)): Promise<number[]> {
  const { bits, samples = 1 } = image
  const pixels = described({
    rows,
    columns,
    bitsAllocated: bits <= 8 ? 8 : 16,
    bitsStored: bits,
    samplesPerPixel: samples === 3 ? 3 : 1,
    photometric: samples === 3 ? 'RGB' : 'MONOCHROME2',
  })
  return Array.from(await decoderFor('1.2.840.10008.1.2.4.80', 'x.dcm').decode(stream, pixels, 'x.dcm'))
}

function image(kind: Kind, changes: Partial<JpegLsImage> & { readonly bits: number }): JpegLsImage {
  const largest = changes.maxValue ?? 2 ** changes.bits - 1
  return { columns, rows, values: valuesOf(kind, largest, changes.samples ?? 1), ...changes }
}

describe('colours of JPEG-LS come pixel by pixel', () => {
  const cases = kinds.flatMap((kind) =>
    [8, 12, 16].flatMap((bits) => interleaves.map((interleave) => ({ kind, bits, interleave }))),
  )
  it.each(cases)('$kind of $bits bits, interleave $interleave', async ({ kind, bits, interleave }) => {
    const one = image(kind, { bits, samples: 3, interleave })
    expect(await decode(one)).toEqual(one.values)
  })

  it('also where a scan for one colour is followed by one for two', async () => {
    const values = valuesOf('slope', 255, 3)
    const of = (chosen: readonly number[]) =>
      Array.from({ length: rows * columns }, (_, pixel) =>
        chosen.map((one) => values[pixel * 3 + one]!),
      ).flat()
    const red = encodeJpegLs({ columns, rows, bits: 8, values: of([0]) })
    const others = encodeJpegLs({ columns, rows, bits: 8, samples: 2, interleave: 1, values: of([1, 2]) })
    const frame = segment(0xf7, [8, 0, rows, 0, columns, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
    const scanOf = (stream: Uint8Array) => stream.subarray(stream.findIndex(isScan), -2)
    const second = scanOf(others).slice()
    // Their names in the frame are 2 and 3.
    second.set([2, 0, 3], 5)
    const pieces = [[0xff, 0xd8], frame, scanOf(red), second, [0xff, 0xd9]].map((one) => Uint8Array.from(one))
    const stream = new Uint8Array(Buffer.concat(pieces))
    expect(await decode({ columns, rows, bits: 8, samples: 3, values }, stream)).toEqual(values)
  })

  function isScan(byte: number, at: number, stream: Uint8Array): boolean {
    return byte === 0xff && stream[at + 1] === 0xda
  }
})

describe('presets of JPEG-LS', () => {
  const largest = [
    { bits: 8, maxValue: 200 },
    { bits: 8, maxValue: 127 },
    { bits: 8, maxValue: 3 },
    { bits: 12, maxValue: 3000 },
    { bits: 16, maxValue: 4095 },
    { bits: 16, maxValue: 60_000 },
    { bits: 16, maxValue: 255 },
  ]
  const greys = kinds.flatMap((kind) => largest.map((one) => ({ kind, ...one })))
  it.each(greys)('$kind of $bits bits up to $maxValue', async ({ kind, ...preset }) => {
    const one = image(kind, preset)
    expect(await decode(one)).toEqual(one.values)
  })

  const colours = kinds.flatMap((kind) => interleaves.map((interleave) => ({ kind, interleave })))
  it.each(colours)('$kind in colour up to 200, interleave $interleave', async ({ kind, interleave }) => {
    const one = image(kind, { bits: 8, samples: 3, interleave, maxValue: 200 })
    expect(await decode(one)).toEqual(one.values)
  })

  it.each(kinds)('%s with thresholds and reset of its own', async (kind) => {
    const one = image(kind, { bits: 8, thresholds: [5, 9, 30], reset: 16 })
    expect(await decode(one)).toEqual(one.values)
    const both = image(kind, { bits: 12, maxValue: 1000, thresholds: [5, 90, 300], reset: 31 })
    expect(await decode(both)).toEqual(both.values)
  })

  const near = kinds.flatMap((kind) => [0, 3000].map((maxValue) => ({ kind, maxValue })))
  it.each(near)('$kind with a loss of at most 2, MAXVAL $maxValue', async ({ kind, maxValue }) => {
    const preset = maxValue === 0 ? {} : { maxValue }
    for (const interleave of interleaves) {
      const one = image(kind, { bits: 12, samples: 3, interleave, near: 2, ...preset })
      const found = await decode(one)
      for (const [index, value] of one.values.entries()) {
        expect(Math.abs(found[index]! - value)).toBeLessThanOrEqual(2)
      }
    }
  })
})

describe('our decoder', () => {
  const both = kinds.flatMap((kind) => [1, 3].map((samples) => ({ kind, samples: samples as 1 | 3 })))
  it.each(both)('agrees with CharLS on $kind of $samples samples', ({ kind, samples }) => {
    const values = valuesOf(kind, 255, samples)
    const cells = Uint8Array.from(values)
    const stream = encodeFrame('JpegLs', { columns, rows, bitsAllocated: 8, bitsStored: 8, samples, cells })
    expect(Array.from(decodeJpegLs(toJpegLsHeader(stream)!, samples, 'x.dcm'))).toEqual(values)
  })
})

describe('JPEG-LS is refused', () => {
  it('by name where its samples are indices of a table', async () => {
    const table = segment(0xf8, [2, 1, 3, 0, 0, 0, 255, 0, 0])
    for (const one of [{ table: 1, segments: [table] }, { table: 0, segments: [table] }, { table: 1 }]) {
      await expect(decode(image('steps', { bits: 8, ...one }))).rejects.toMatchObject({
        code: 'dicom/unsupported',
        details: { what: 'a palette inside its JPEG-LS image (a mapping table)' },
      })
    }
  })

  it('where a scan is missing or cut short, and never padded', async () => {
    const one = image('noise', { bits: 8, samples: 3, interleave: 0, maxValue: 200 })
    const whole = encodeJpegLs(one)
    const third = whole.findLastIndex((byte, at) => byte === 0xff && whole[at + 1] === 0xda)
    const end = Uint8Array.of(0xff, 0xd9)
    for (const length of [third, third + 30, whole.length - 20]) {
      const cut = new Uint8Array(Buffer.concat([whole.subarray(0, length), end]))
      await expect(decode(one, cut)).rejects.toMatchObject({ code: 'dicom/pixels-unreadable' })
    }
  })
})
