import { deflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { parsePng } from '../../../../src/main/readers/png/parse-png'
import { buildExif } from '../../../fixtures/builders/exif'
import { buildPng, type PngFixture } from '../../../fixtures/builders/png'

const read = (fixture: PngFixture): ReturnType<typeof parsePng> => parsePng(buildPng(fixture), 'a.png')

describe('parsePng', () => {
  it('keeps 8 and 16 bits as stored', () => {
    const eight = read({ width: 2, height: 2, samples: [0, 1, 128, 255] })
    expect(eight).toEqual({
      kind: 'image',
      dims: [2, 2, 1],
      values: Float32Array.of(0, 1, 128, 255),
      maxValue: 255,
    })
    const sixteen = read({ width: 2, height: 1, bitDepth: 16, samples: [258, 65535] })
    expect([...sixteen.values, sixteen.maxValue]).toEqual([258, 65535, 65535])
  })

  it('keeps RGB of 8 and 16 bits channels last', () => {
    const rgb = read({ width: 2, height: 1, colourType: 2, samples: [1, 2, 3, 4, 5, 6] })
    expect(rgb.dims).toEqual([1, 2, 3])
    expect([...rgb.values]).toEqual([1, 2, 3, 4, 5, 6])
    const deep = read({ width: 1, height: 1, colourType: 2, bitDepth: 16, samples: [1000, 2000, 3000] })
    expect([...deep.values]).toEqual([1000, 2000, 3000])
  })

  it.each([
    { bitDepth: 1, samples: [1, 0, 1, 0, 1, 1], expected: [255, 0, 255, 0, 255, 255] },
    { bitDepth: 2, samples: [0, 1, 2, 3, 0, 1], expected: [0, 85, 170, 255, 0, 85] },
    { bitDepth: 4, samples: [0, 15, 1, 8, 2, 4], expected: [0, 255, 17, 136, 34, 68] },
  ] as const)('scales grey of $bitDepth bits to 0..255', ({ bitDepth, samples, expected }) => {
    expect([...read({ width: 3, height: 2, bitDepth, samples }).values]).toEqual(expected)
  })

  it.each([1, 2, 4, 8] as const)('resolves a palette with indices of %i bits', (bitDepth) => {
    const palette = [
      [10, 20, 30],
      [40, 50, 60],
    ]
    const image = read({ width: 3, height: 1, colourType: 3, bitDepth, samples: [1, 0, 1], palette })
    expect(image.dims).toEqual([1, 3, 3])
    expect([...image.values]).toEqual([40, 50, 60, 10, 20, 30, 40, 50, 60])
  })

  it('drops alpha, with a notice only where it was not opaque', () => {
    const opaque = read({ width: 1, height: 1, colourType: 6, samples: [1, 2, 3, 255] })
    expect(opaque.notices).toBeUndefined()
    expect([...opaque.values]).toEqual([1, 2, 3])
    const clear = read({ width: 2, height: 1, colourType: 4, samples: [9, 255, 8, 0] })
    expect([...clear.values]).toEqual([9, 8])
    expect(clear.notices).toEqual([{ code: 'image/alpha-dropped', details: { file: 'a.png' } }])
  })

  it('drops the alpha of a palette with a notice', () => {
    const image = read({
      width: 1,
      height: 1,
      colourType: 3,
      samples: [0],
      palette: [[1, 2, 3]],
      transparency: [0],
    })
    expect([...image.values]).toEqual([1, 2, 3])
    expect(image.notices).toHaveLength(1)
  })

  it('reads interlaced files of 8 bits', () => {
    const data = Uint8Array.from({ length: 9 * 5 }, (_, index) => index)
    const bytes = encode({ width: 9, height: 5, data, channels: 1, depth: 8 }, { interlace: 'Adam7' })
    expect([...parsePng(bytes, 'a.png').values]).toEqual([...data])
  })

  it.each([
    { colourType: 0, bitDepth: 1 },
    { colourType: 0, bitDepth: 2 },
    { colourType: 0, bitDepth: 4 },
    { colourType: 0, bitDepth: 8 },
    { colourType: 2, bitDepth: 16 },
    { colourType: 3, bitDepth: 2 },
    { colourType: 4, bitDepth: 8 },
  ] as const)('reads interlaced as plain files: colour type $colourType, $bitDepth bits', (kind) => {
    const palette = [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
      [10, 11, 12],
    ]
    const samples = Array.from({ length: 11 * 9 * 4 }, (_, index) => (index * 7) % 2 ** kind.bitDepth)
    for (const [width, height] of [
      [11, 9],
      [1, 1],
      [3, 2],
      [8, 5],
    ] as const) {
      const fixture = { ...kind, width, height, samples, ...(kind.colourType === 3 ? { palette } : {}) }
      expect(read({ ...fixture, interlaced: true })).toEqual(read(fixture))
    }
  })

  it('takes the first image of an animation and says so', () => {
    const image = read({ width: 2, height: 1, samples: [3, 4], animated: true })
    expect([...image.values]).toEqual([3, 4])
    expect(image.notices).toEqual([{ code: 'image/first-frame', details: { file: 'a.png' } }])
  })

  it('turns an image upright as its eXIf chunk says', () => {
    const image = read({ width: 2, height: 1, samples: [3, 4], exif: buildExif(8) })
    expect([image.dims, ...image.values]).toEqual([[2, 1, 1], 4, 3])
    expect(image.notices).toEqual([{ code: 'image/turned', details: { file: 'a.png', orientation: 8 } }])
  })

  it('drops one transparent colour of grey with a notice', () => {
    const image = read({ width: 2, height: 1, samples: [3, 4], transparency: [0, 3] })
    expect([...image.values]).toEqual([3, 4])
    expect(image.notices).toEqual([{ code: 'image/alpha-dropped', details: { file: 'a.png' } }])
  })

  it('refuses more and fewer values than the header announces', () => {
    const more = { width: 4, height: 4, samples: [], claimed: { width: 2, height: 2 } }
    expect(() => read(more)).toThrow(expect.objectContaining({ code: 'image/damaged' }))
    const fewer = { width: 2, height: 2, samples: [], claimed: { width: 4, height: 4 } }
    expect(() => read(fewer)).toThrow('a.png: its PNG header announces 20 bytes of values, the file holds 6.')
  })

  it('refuses a claim of huge dims before anything is inflated', () => {
    const fixture = {
      width: 1,
      height: 1,
      samples: [0],
      claimed: { width: 2 ** 31 - 1, height: 2 ** 31 - 1 },
    }
    expect(() => read(fixture)).toThrow(expect.objectContaining({ code: 'image/too-large' }))
    const empty = { width: 1, height: 1, samples: [0], claimed: { width: 0, height: 1 } }
    expect(() => read(empty)).toThrow(expect.objectContaining({ code: 'image/empty' }))
  })

  it('refuses a pixel outside the palette and a damaged checksum', () => {
    const fixture: PngFixture = { width: 1, height: 1, colourType: 3, samples: [5], palette: [[1, 2, 3]] }
    expect(() => read(fixture)).toThrow('colour 5')
    const bytes = buildPng({ width: 1, height: 1, samples: [0] })
    bytes[8 + 8 + 13]! ^= 1
    expect(() => parsePng(bytes, 'a.png')).toThrow('checksum')
  })

  it('does not inflate what hides in other chunks', () => {
    const bytes = buildPng({ width: 1, height: 1, samples: [3] })
    const profile = deflateSync(new Uint8Array(1000))
    const chunk = Buffer.concat([
      Buffer.from([0, 0, 0, profile.length]),
      Buffer.from('iCCP'),
      profile,
      Buffer.alloc(4),
    ])
    const withProfile = Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)])
    expect([...parsePng(new Uint8Array(withProfile), 'a.png').values]).toEqual([3])
  })
})
