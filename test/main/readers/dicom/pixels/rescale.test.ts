import { describe, expect, it } from 'vitest'
import type { PixelDescription } from '../../../../../src/main/readers/dicom/pixels/pixel-description'
import { fillRescaled, largestValue } from '../../../../../src/main/readers/dicom/pixels/rescale'

type Bits = Pick<PixelDescription, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'isSigned'>

function pixels(bits: Bits): PixelDescription {
  return {
    rows: 1,
    columns: 1,
    frames: 1,
    isFloat: false,
    samplesPerPixel: 1,
    isPlanar: false,
    photometric: 'MONOCHROME2',
    ...bits,
  }
}

const identity = { slope: 1, intercept: 0, lut: null }
const bits = (bitsAllocated: 8 | 16, bitsStored: number, highBit: number, isSigned: boolean): Bits => ({
  bitsAllocated,
  bitsStored,
  highBit,
  isSigned,
})

describe('fillRescaled', () => {
  it.each([
    {
      name: '16 bits signed',
      is: bits(16, 16, 15, true),
      cells: [0xffff, 0x8000, 0x7fff],
      values: [-1, -32768, 32767],
    },
    { name: '16 bits unsigned', is: bits(16, 16, 15, false), cells: [0xffff, 1], values: [65535, 1] },
    {
      name: '12 of 16 bits signed, with rubbish above',
      is: bits(16, 12, 11, true),
      cells: [0xf800, 0x07ff, 0xffff, 0x1001],
      values: [-2048, 2047, -1, 1],
    },
    {
      name: '12 of 16 bits unsigned, with overlays above',
      is: bits(16, 12, 11, false),
      cells: [0xf001, 0x1fff],
      values: [1, 4095],
    },
    {
      name: '12 bits at the top of 16',
      is: bits(16, 12, 15, false),
      cells: [0x0010, 0xfff0, 0x002f],
      values: [1, 4095, 2],
    },
    { name: '8 bits unsigned', is: bits(8, 8, 7, false), cells: [255, 128], values: [255, 128] },
    { name: '8 bits signed', is: bits(8, 8, 7, true), cells: [255, 128, 127], values: [-1, -128, 127] },
  ])('reads $name', ({ is, cells, values }) => {
    const out = new Float32Array(cells.length + 1)
    fillRescaled(out, 1, Uint16Array.from(cells), pixels(is), identity)
    expect([...out]).toEqual([0, ...values])
  })

  it('applies slope and intercept', () => {
    const out = new Float32Array(2)
    fillRescaled(out, 0, Uint8Array.of(1, 3), pixels(bits(8, 8, 7, false)), {
      slope: 0.5,
      intercept: -10,
      lut: null,
    })
    expect([...out]).toEqual([-9.5, -8.5])
  })
})

describe('largestValue', () => {
  it('is what BitsStored can hold, after rescale', () => {
    expect(largestValue(pixels(bits(16, 12, 11, false)), { slope: 1, intercept: -1024, lut: null })).toBe(
      3071,
    )
    expect(largestValue(pixels(bits(16, 12, 11, true)), identity)).toBe(2047)
    expect(largestValue(pixels(bits(16, 12, 11, true)), { slope: -1, intercept: 0, lut: null })).toBe(2048)
  })
})
