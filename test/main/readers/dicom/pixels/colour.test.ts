import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullToRgb, statedColour, videoToRgb } from '../../../../../src/main/readers/dicom/pixels/colour'

function converted(convert: (values: Float32Array) => void, ...numbers: readonly number[]): number[] {
  const values = Float32Array.from(numbers)
  convert(values)
  return [...values]
}

const full = (values: Float32Array): void => {
  fullToRgb(values, 255)
}

describe('colour conversion', () => {
  it('knows the primaries of full-range luminance', () => {
    expect(converted(full, 76, 85, 255, 150, 44, 21, 29, 255, 107)).toEqual([254, 0, 0, 0, 255, 1, 0, 0, 254])
    expect(converted(full, 0, 128, 128, 255, 128, 128)).toEqual([0, 0, 0, 255, 255, 255])
  })

  it('gives back what the equations of the standard made of it, to within rounding', () => {
    const colour = fc.tuple(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 255 }),
    )
    fc.assert(
      fc.property(colour, ([r, g, b]) => {
        const ybr = [
          0.299 * r + 0.587 * g + 0.114 * b,
          -0.1687 * r - 0.3313 * g + 0.5 * b + 128,
          0.5 * r - 0.4187 * g - 0.0813 * b + 128,
        ].map(Math.round)
        const back = converted(full, ...ybr)
        for (const [index, value] of [r, g, b].entries())
          expect(Math.abs(back[index]! - value)).toBeLessThanOrEqual(2)
      }),
    )
  })

  it('stretches the range of video to black and white', () => {
    expect(converted(videoToRgb, 16, 128, 128, 235, 128, 128, 0, 128, 128)).toEqual([
      0, 0, 0, 255, 255, 255, 0, 0, 0,
    ])
  })

  it('uses the middle of deeper samples', () => {
    const deep = (values: Float32Array): void => {
      fullToRgb(values, 65535)
    }
    expect(converted(deep, 1000, 32768, 32768)).toEqual([1000, 1000, 1000])
  })

  it('leaves what JPEG 2000 transforms itself', () => {
    expect(['YBR_ICT', 'YBR_RCT', 'RGB'].map((one) => statedColour(one as 'RGB'))).toEqual([
      'rgb',
      'rgb',
      'rgb',
    ])
  })
})
