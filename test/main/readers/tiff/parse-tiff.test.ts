import { decode } from 'tiff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTiff } from '../../../../src/main/readers/tiff/parse-tiff'
import { isAppError } from '../../../../src/shared/errors'
import { buildTiff, type TiffFixture } from '../../../fixtures/builders/tiff'

const read = (fixture: TiffFixture): ReturnType<typeof parseTiff> => parseTiff(buildTiff(fixture), 'a.tif')
const counting = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

const grey: TiffFixture = { width: 5, height: 4, samples: counting(20) }

describe('parseTiff', () => {
  it.each([
    { bits: 8, sampleFormat: 1, samples: [0, 7, 255], maxValue: 255 },
    { bits: 8, sampleFormat: 2, samples: [-128, 7, 127], maxValue: 127 },
    { bits: 16, sampleFormat: 1, samples: [0, 300, 65535], maxValue: 65535 },
    { bits: 16, sampleFormat: 2, samples: [-32768, -1, 32767], maxValue: 32767 },
    { bits: 32, sampleFormat: 1, samples: [0, 70000, 2 ** 31], maxValue: 2 ** 32 - 1 },
    { bits: 32, sampleFormat: 2, samples: [-70000, -1, 2 ** 30], maxValue: 2 ** 31 - 1 },
    { bits: 32, sampleFormat: 3, samples: [-0.5, 0.25, 3.5], maxValue: 3.5 },
    { bits: 64, sampleFormat: 3, samples: [-0.5, 0.25, 3.5], maxValue: 3.5 },
  ] as const)(
    'reads samples of $bits bits, sample format $sampleFormat, in both byte orders',
    ({ bits, sampleFormat, samples, maxValue }) => {
      for (const bigEndian of [false, true]) {
        const image = read({ width: 3, height: 1, bits, sampleFormat, samples, bigEndian })
        expect(image).toEqual({
          kind: 'image',
          dims: [1, 3, 1],
          values: Float32Array.from(samples),
          maxValue,
        })
      }
    },
  )

  it('scales grey of 1 and 4 bits to 0..255', () => {
    expect([...read({ width: 3, height: 2, bits: 1, samples: [1, 0, 1, 0, 1, 1] }).values]).toEqual([
      255, 0, 255, 0, 255, 255,
    ])
    const image = read({ width: 3, height: 1, bits: 4, samples: [0, 15, 1] })
    expect([...image.values, image.maxValue]).toEqual([0, 255, 17, 255])
  })

  it('keeps WhiteIsZero as stored and says so', () => {
    const image = read({ ...grey, photometric: 0 })
    expect([...image.values]).toEqual(counting(20))
    expect(image.notices).toEqual([{ code: 'image/white-is-zero', details: { file: 'a.tif' } }])
  })

  it('makes RGB of a palette, whose colours have 16 bits or only 8', () => {
    const colours = (factor: number): number[] =>
      [10, 20, 30].flatMap((first) => [
        first * factor,
        (first + 1) * factor,
        ...new Array<number>(14).fill(factor),
      ])
    for (const factor of [1, 257]) {
      const fields = { 320: [3, colours(factor)] } as const
      const image = read({ width: 2, height: 1, bits: 4, photometric: 3, samples: [1, 0], fields })
      expect(image).toMatchObject({ dims: [1, 2, 3], maxValue: 255 })
      expect([...image.values]).toEqual([11, 21, 31, 10, 20, 30])
    }
    expect(() => read({ width: 1, height: 1, photometric: 3 })).toThrow('its palette has 0 of 768 values')
  })

  it('drops alpha with a notice where it was not opaque', () => {
    const rgba = { width: 2, height: 1, samplesPerPixel: 4, photometric: 2 }
    const clear = read({ ...rgba, samples: [1, 2, 3, 255, 4, 5, 6, 0], fields: { 338: [3, [2]] } })
    expect([...clear.values]).toEqual([1, 2, 3, 4, 5, 6])
    expect(clear.notices).toEqual([{ code: 'image/alpha-dropped', details: { file: 'a.tif' } }])
    expect(read({ ...rgba, samples: [1, 2, 3, 255, 4, 5, 6, 255] }).notices).toBeUndefined()
  })

  const codings = fc.record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 20 }),
    samplesPerPixel: fc.constantFrom(1, 3, 4),
    bits: fc.constantFrom<(8 | 16 | 32)[]>(8, 16, 32),
    compression: fc.constantFrom(1, 5, 8, 32773),
    predictor: fc.constantFrom<(1 | 2)[]>(1, 2),
    planar: fc.boolean(),
    bigEndian: fc.boolean(),
    rowsPerStrip: fc.integer({ min: 1, max: 20 }),
    tile: fc.option(fc.constant({ width: 16, height: 16 }), { nil: undefined }),
    seed: fc.integer(),
    levels: fc.constantFrom(2, 200),
  })

  it('gives back what was written, however it is coded, laid out and compressed', () => {
    fc.assert(
      fc.property(codings, ({ seed, levels, tile, ...coding }) => {
        const { width, height, samplesPerPixel } = coding
        const samples = counting(width * height * samplesPerPixel).map(
          (index) => Math.abs(Math.imul(index + seed, 2654435761) >> 7) % levels,
        )
        const photometric = samplesPerPixel === 1 ? 1 : 2
        const fixture = { ...coding, photometric, samples, ...(tile === undefined ? {} : { tile }) }
        const expected = samples.filter((_, index) => samplesPerPixel < 4 || index % 4 < 3)
        expect([...read(fixture).values]).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('inflates LZW as another decoder does, over several clearings of the table', () => {
    const samples = counting(300 * 200).map((index) => Math.abs(Math.imul(index, 2654435761) >> 9) % 256)
    const bytes = buildTiff({ width: 300, height: 200, samples, compression: 5 })
    expect([...parseTiff(bytes, 'a.tif').values]).toEqual(samples)
    expect([...(decode(bytes)[0]?.data ?? [])]).toEqual(samples)
  })

  it.each([
    [1, [0, 1, 2, 3, 4, 5], [2, 3]],
    [2, [2, 1, 0, 5, 4, 3], [2, 3]],
    [3, [5, 4, 3, 2, 1, 0], [2, 3]],
    [4, [3, 4, 5, 0, 1, 2], [2, 3]],
    [5, [0, 3, 1, 4, 2, 5], [3, 2]],
    [6, [3, 0, 4, 1, 5, 2], [3, 2]],
    [7, [5, 2, 4, 1, 3, 0], [3, 2]],
    [8, [2, 5, 1, 4, 0, 3], [3, 2]],
  ])('turns orientation %i upright', (orientation, values, size) => {
    const image = read({ width: 3, height: 2, samples: counting(6), fields: { 274: [3, [orientation]] } })
    expect([...image.values]).toEqual(values)
    expect(image.dims).toEqual([...size, 1])
    const notice = { code: 'image/turned', details: { file: 'a.tif', orientation } }
    expect(image.notices).toEqual(orientation === 1 ? undefined : [notice])
  })

  it('reads the only page of full size and refuses several by their count', () => {
    const thumbnail = { width: 1, height: 1, fields: { 254: [4, [1]] } } as const
    expect([...read({ ...grey, morePages: [thumbnail] }).values]).toEqual(counting(20))
    expect(() => read({ ...grey, morePages: [grey, grey] })).toThrow('a.tif holds 3 images of full size')
  })

  it.each<[string, TiffFixture]>([
    ['CMYK colours', { ...grey, samplesPerPixel: 4, photometric: 5 }],
    ['YCbCr colours', { ...grey, samplesPerPixel: 3, photometric: 6 }],
    ['JPEG compression', { ...grey, fields: { 259: [3, [7]] } }],
    ['fax compression (group 4)', { ...grey, fields: { 259: [3, [4]] } }],
    ['compression 4711', { ...grey, fields: { 259: [3, [4711]] } }],
    ['samples of 12 bits', { ...grey, bits: 12 }],
    ['6 samples per pixel', { ...grey, samplesPerPixel: 6, photometric: 2 }],
    ['predictor 3', { ...grey, bits: 32, sampleFormat: 3, fields: { 317: [3, [3]] } }],
    ['reversed bits', { ...grey, fields: { 266: [3, [2]] } }],
    ['sample format 6', { ...grey, sampleFormat: 6 }],
    [
      'BitsPerSample that differs',
      { ...grey, samplesPerPixel: 3, photometric: 2, fields: { 258: [3, [8, 8, 16]] } },
    ],
  ])('refuses %s by name', (words, fixture) => {
    expect(() => read(fixture)).toThrow(`a.tif: TIFF with ${words}`)
  })

  it('refuses BigTIFF by name', () => {
    const bytes = buildTiff(grey)
    bytes[2] = 43
    expect(() => parseTiff(bytes, 'a.tif')).toThrow('BigTIFF')
  })

  it('refuses a claim of huge dims, strips or values before anything is allocated', () => {
    const huge = { 256: [4, [60_000]], 257: [4, [60_000]] } as const
    expect(() => read({ ...grey, fields: huge })).toThrow(
      expect.objectContaining({ code: 'image/too-large' }),
    )
    const large = { 256: [4, [20_000]], 257: [4, [20_000]], 278: [4, [20_000]] } as const
    expect(() => read({ ...grey, compression: 8, fields: large })).toThrow(
      expect.objectContaining({ code: 'image/size' }),
    )
    expect(() => read({ ...grey, fields: { 278: [4, [1]], 257: [4, [4_000_000]] } })).toThrow(
      'it lists 1 of 4000000 strips or tiles',
    )
    const bytes = buildTiff(grey)
    // The count of the first field, ImageWidth.
    bytes.set([255, 255, 255, 255], 8 + 2 + 4)
    expect(() => parseTiff(bytes, 'a.tif')).toThrow('claim more values than it can hold')
  })

  it('stops at directories that form a ring', () => {
    const bytes = buildTiff(grey)
    const entries = bytes[8]!
    bytes[8 + 2 + entries * 12] = 8
    expect(() => parseTiff(bytes, 'a.tif')).toThrow('its directories form no list')
  })

  it('names what a file cut short lacks', () => {
    const bytes = buildTiff({ ...grey, rowsPerStrip: 2 })
    expect(() => parseTiff(bytes.subarray(0, -3), 'a.tif')).toThrow('strip or tile 2 has 7 of 10 bytes')
    expect(() => parseTiff(bytes.subarray(0, 40), 'a.tif')).toThrow('it ends inside a directory')
    expect(() => parseTiff(bytes.subarray(0, 6), 'a.tif')).toThrow('it ends inside its header')
    const deflated = buildTiff({ ...grey, compression: 8 })
    expect(() => parseTiff(deflated.subarray(0, -6), 'a.tif')).toThrow('does not inflate')
  })

  it('gives a value or a sentence of ours for damaged files', () => {
    const whole = [5, 8, 32773].map((compression) => buildTiff({ ...grey, compression, rowsPerStrip: 2 }))
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.constantFrom(...whole), flips, (bytes, changes) => {
        const damaged = bytes.slice()
        for (const [at, value] of changes) damaged[at % damaged.length] = value
        try {
          expect(parseTiff(damaged, 'a.tif').kind).toBe('image')
        } catch (thrown) {
          expect(isAppError(thrown), String(thrown)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})
