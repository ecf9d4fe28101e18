import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCodedImage } from '../../../../../../src/main/readers/dicom/pixels/decoders/coded-image'

interface Jpeg {
  readonly marker?: number
  readonly segments?: readonly (readonly number[])[]
  readonly names?: readonly number[]
  readonly sampling?: readonly number[]
}

const letters = (text: string): number[] => [...Buffer.from(text, 'latin1')]
const segment = (marker: number, content: readonly number[]): number[] => [
  0xff,
  marker,
  0,
  content.length + 2,
  ...content,
]
const JFIF = segment(0xe0, [...letters('JFIF\0'), 1, 2, 0, 0, 1, 0, 1, 0, 0])
const adobe = (transform: number): number[] =>
  segment(0xee, [...letters('Adobe'), 0, 100, 0, 0, 0, 0, transform])

function jpeg({
  marker = 0xc0,
  segments = [],
  names = [1, 2, 3],
  sampling = [0x11, 0x11, 0x11],
}: Jpeg): Uint8Array {
  const components = names.flatMap((name, index) => [name, sampling[index] ?? 0x11, 0])
  const frame = segment(marker, [8, 0, 20, 1, 4, names.length, ...components])
  return Uint8Array.from([0xff, 0xd8, ...segments.flat(), ...frame, 0xff, 0xda, 0, 2])
}

/** `components` are depth and steps of each; 12 signed bits when absent. */
function jpeg2000(samples: number, transform: number, components?: readonly number[]): Uint8Array {
  const size = new Uint8Array(38 + 3 * samples)
  const view = new DataView(size.buffer)
  view.setUint16(0, size.length)
  // Image 110 x 55 on a grid that begins at 10, 5, in one tile.
  ;[120, 60, 10, 5, 110, 55, 10, 5].forEach((value, index) => {
    view.setUint32(4 + index * 4, value)
  })
  view.setUint16(36, samples)
  size.set(components ?? Array.from({ length: samples }, () => [0x8b, 1, 1]).flat(), 38)
  const style = [0, 12, 0, 0, 0, 1, transform, 5, 4, 4, 0, 0]
  return Uint8Array.from([0xff, 0x4f, 0xff, 0x51, ...size, 0xff, 0x52, ...style, 0xff, 0x90, 0, 10])
}

describe('toCodedImage', () => {
  it('reads size, samples and precision of a JPEG behind any segments', () => {
    const segments = [JFIF, segment(0xfe, letters('a comment')), [0xff, 0xff, 0xff]]
    expect(toCodedImage(jpeg({ segments, names: [1] }))).toEqual({
      columns: 260,
      rows: 20,
      samples: 1,
      bits: 8,
      isSigned: false,
      colour: null,
      unread: null,
    })
  })

  it.each([
    ['Adobe without transform', { segments: [JFIF, adobe(0)] }, 'rgb'],
    ['Adobe with transform', { segments: [adobe(1)] }, 'luminance'],
    ['components named R, G and B', { names: [82, 71, 66] }, 'rgb'],
    ['coarser second and third components', { sampling: [0x22, 0x11, 0x11] }, 'luminance'],
    ['JFIF', { segments: [JFIF] }, 'luminance'],
    ['JFIF on a lossless stream, where it says nothing', { segments: [JFIF], marker: 0xc3 }, null],
    ['nothing', {}, null],
    ['JPEG-LS', { marker: 0xf7 }, null],
  ] as const)('knows the colours of a JPEG by %s', (_, fixture, colour) => {
    expect(toCodedImage(jpeg(fixture))?.colour).toBe(colour)
  })

  it('reads a JPEG 2000 stream, bare or in a JP2 file', () => {
    const stream = jpeg2000(3, 1)
    const unread = 'colours of 12 bits in a JPEG 2000 image'
    const read = { columns: 110, rows: 55, samples: 3, bits: 12, isSigned: true, colour: 'rgb', unread }
    expect(toCodedImage(stream)).toEqual(read)
    const box = [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a]
    expect(toCodedImage(Uint8Array.from([...box, 0, 0, 0, 0, ...letters('jp2c'), ...stream]))).toEqual(read)
    expect(toCodedImage(jpeg2000(3, 0))?.colour).toBeNull()
    expect(toCodedImage(jpeg2000(1, 0))?.colour).toBeNull()
  })

  it('says what the codec reads wrongly in JPEG 2000', () => {
    const unread = (samples: number, ...components: number[]) =>
      toCodedImage(jpeg2000(samples, 0, components))?.unread
    expect(unread(1, 15, 1, 1)).toBeNull()
    expect(unread(3, 7, 1, 1, 7, 1, 1, 7, 1, 1)).toBeNull()
    expect(unread(1, 16, 1, 1)).toBe('samples of 17 bits in a JPEG 2000 image')
    expect(unread(3, 8, 1, 1, 8, 1, 1, 8, 1, 1)).toBe('colours of 9 bits in a JPEG 2000 image')
    expect(unread(3, 7, 1, 1, 7, 2, 1, 7, 2, 1)).toBe('a subsampled component in a JPEG 2000 image')
    expect(unread(3, 7, 1, 1, 4, 1, 1, 4, 1, 1)).toBe('components of different depths in a JPEG 2000 image')
  })

  it('is null for streams that break off in their header', () => {
    for (const whole of [jpeg({ segments: [JFIF] }), jpeg2000(3, 1)]) {
      for (let length = 0; length < 38; length += 1) expect(toCodedImage(whole.slice(0, length))).toBeNull()
    }
  })

  it('takes any bytes without a fault', () => {
    const start = fc.constantFrom([0xff, 0xd8], [0xff, 0x4f, 0xff, 0x51], [])
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        const coded = toCodedImage(Uint8Array.from([...head, ...tail]))
        expect(coded === null || Number.isInteger(coded.columns)).toBe(true)
      }),
    )
  })
})
