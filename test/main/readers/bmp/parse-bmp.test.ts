import { encode } from 'fast-bmp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBmp } from '../../../../src/main/readers/bmp/parse-bmp'
import { isAppError } from '../../../../src/shared/errors'
import { buildBmp, type BmpFixture } from '../../../fixtures/builders/bmp'

const read = (fixture: BmpFixture): ReturnType<typeof parseBmp> => parseBmp(buildBmp(fixture), 'a.bmp')

const red = [200, 10, 20]
const blue = [1, 2, 250]
const usualMasks = [0xff0000, 0xff00, 0xff, 0xff000000]

describe('parseBmp', () => {
  it.each([1, 4, 8] as const)(
    'resolves a palette with indices of %i bits, lower row first',
    (bitsPerPixel) => {
      const image = read({
        width: 3,
        height: 2,
        bitsPerPixel,
        palette: [red, blue],
        samples: [0, 1, 1, 1, 0, 0],
      })
      expect(image).toMatchObject({ kind: 'image', dims: [2, 3, 3], maxValue: 255 })
      expect([...image.values]).toEqual([red, blue, blue, blue, red, red].flat())
    },
  )

  it('makes one channel of a palette of greys', () => {
    const palette = Array.from({ length: 256 }, (_, level) => [level, level, level])
    const image = read({ width: 3, height: 1, bitsPerPixel: 8, palette, samples: [0, 128, 255] })
    expect(image.dims).toEqual([1, 3, 1])
    expect([...image.values]).toEqual([0, 128, 255])
  })

  it('reads RGB of 24 and 32 bits, upper or lower row first', () => {
    for (const topDown of [false, true]) {
      const plain = read({ width: 1, height: 2, bitsPerPixel: 24, topDown, samples: [...red, ...blue] })
      expect([...plain.values]).toEqual([...red, ...blue])
      const padded = read({
        width: 1,
        height: 2,
        bitsPerPixel: 32,
        topDown,
        samples: [...red, 0, ...blue, 0],
      })
      expect([...padded.values]).toEqual([...red, ...blue])
      expect(padded.notices).toBeUndefined()
    }
  })

  it('reads the header of OS/2 with its palette of three bytes', () => {
    const palette = [red, blue]
    const image = read({ width: 2, height: 1, bitsPerPixel: 1, core: true, palette, samples: [1, 0] })
    expect([...image.values]).toEqual([...blue, ...red])
  })

  it('drops alpha with a notice where it was not opaque', () => {
    const fixture = { width: 1, height: 1, bitsPerPixel: 32, masks: usualMasks } as const
    expect(read({ ...fixture, samples: [...red, 255] }).notices).toBeUndefined()
    const clear = read({ ...fixture, samples: [...red, 9] })
    expect([...clear.values]).toEqual(red)
    expect(clear.notices).toEqual([{ code: 'image/alpha-dropped', details: { file: 'a.bmp' } }])
  })

  it('reads what another encoder writes', () => {
    const samples = Uint8Array.from({ length: 5 * 3 * 3 }, (_, index) => index * 5)
    const bytes = encode({
      width: 5,
      height: 3,
      bitsPerPixel: 24,
      channels: 3,
      components: 3,
      data: samples,
    })
    const image = parseBmp(Uint8Array.from(bytes), 'a.bmp')
    expect(image.dims).toEqual([3, 5, 3])
    expect([...image.values]).toEqual([...samples])
  })

  it.each<[string, Partial<BmpFixture>]>([
    ['16 bits per pixel', { bitsPerPixel: 16 }],
    ['run-length compression (RLE8)', { bitsPerPixel: 8, compression: 1 }],
    ['an embedded JPEG', { compression: 4 }],
    ['colours in an unusual order', { bitsPerPixel: 32, masks: [0xff, 0xff00, 0xff0000, 0] }],
  ])('refuses %s by name', (words, change) => {
    const fixture = { width: 1, height: 1, bitsPerPixel: 24, samples: [], ...change } as const
    expect(() => read(fixture)).toThrow(`a.bmp: BMP with ${words}`)
  })

  it('refuses a claim of huge dims before anything is allocated, and no size at all', () => {
    const fixture = { width: 1, height: 1, bitsPerPixel: 24, samples: [1, 2, 3] } as const
    expect(() => read({ ...fixture, claimed: { width: 60_000, height: 60_000 } })).toThrow(
      expect.objectContaining({ code: 'image/too-large' }),
    )
    expect(() => read({ ...fixture, claimed: { width: -1, height: 1 } })).toThrow(
      expect.objectContaining({ code: 'image/empty' }),
    )
  })

  it('names what a file cut short lacks', () => {
    const bytes = buildBmp({ width: 1, height: 2, bitsPerPixel: 24, samples: [] })
    expect(() => parseBmp(bytes.subarray(0, -2), 'a.bmp')).toThrow(
      'its BMP header announces 8 bytes of values, the file holds 6',
    )
    expect(() => parseBmp(bytes.subarray(0, 30), 'a.bmp')).toThrow('it ends inside its header')
    const outside = { width: 1, height: 1, bitsPerPixel: 8, palette: [red], samples: [7] } as const
    expect(() => read(outside)).toThrow('a pixel names colour 7')
  })

  it('gives a value or a sentence of ours for damaged files', () => {
    const whole = buildBmp({
      width: 3,
      height: 2,
      bitsPerPixel: 4,
      palette: [red, blue],
      samples: [0, 1, 1, 0, 1, 0],
    })
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(changes, (flips) => {
        const bytes = whole.slice()
        for (const [at, value] of flips) bytes[at] = value
        try {
          expect(parseBmp(bytes, 'a.bmp').kind).toBe('image')
        } catch (thrown) {
          expect(isAppError(thrown), String(thrown)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})
