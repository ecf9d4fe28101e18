import { describe, expect, it } from 'vitest'
import { parseDicom } from '../../../../../src/main/readers/dicom/headers/dicom-data-set'
import { toModalityLut, type ModalityLut } from '../../../../../src/main/readers/dicom/pixels/modality-lut'
import { fillRescaled, largestValue } from '../../../../../src/main/readers/dicom/pixels/rescale'
import { buildDicom, type DicomElement } from '../../../../fixtures/builders/dicom'
import { described } from '../pixels'

const words = (...numbers: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(numbers).buffer)

/** A sequence of one item, explicit VR, in which every element has a short length. */
function sequence(tag: number, ...elements: readonly DicomElement[]): DicomElement {
  const content = elements.flatMap(({ tag: inner, vr, content: value }) => [
    ...[inner >> 16, inner & 0xffff].flatMap((number) => [number & 0xff, number >> 8]),
    ...Buffer.from(vr, 'latin1'),
    ...[value.length & 0xff, value.length >> 8],
    ...value,
  ])
  const header = [0xfe, 0xff, 0x00, 0xe0, content.length & 0xff, content.length >> 8, 0, 0]
  return { tag, vr: 'SQ', content: Uint8Array.from([...header, ...content]) }
}

function read(descriptor: readonly number[], values: readonly number[], signed = false): ModalityLut | null {
  const lut = sequence(
    0x00283000,
    { tag: 0x00283002, vr: 'US', content: words(...descriptor) },
    { tag: 0x00283006, vr: 'US', content: words(...values) },
  )
  return toModalityLut(parseDicom(buildDicom({ signed, extra: [lut] }), 'x.dcm'))
}

describe('toModalityLut', () => {
  it('is null without a table', () => {
    expect(toModalityLut(parseDicom(buildDicom(), 'x.dcm'))).toBeNull()
    expect(read([0, 0, 16], [])).toBeNull()
  })

  it('reads the first stored value with the sign of the pixels', () => {
    expect(read([2, 0xfffe, 16], [5, 6], true)).toEqual({ first: -2, values: [5, 6] })
    expect(read([2, 0xfffe, 16], [5, 6])).toEqual({ first: 65534, values: [5, 6] })
  })

  it('takes two entries of 8 bits from a word', () => {
    expect(read([4, 0, 8], [0x0201, 0x0403])?.values).toEqual([1, 2, 3, 4])
    expect(read([2, 0, 8], [1, 2])?.values).toEqual([1, 2])
  })

  it('refuses a table with fewer entries than it says', () => {
    expect(() => read([3, 0, 16], [1, 2])).toThrow('LUTData (0028,3006) is 2 entries; expected 3 entries')
  })

  it('stands for slope and intercept, its ends for what lies outside', () => {
    const lut = { first: 10, values: [100, 300, 200] }
    const pixels = described()
    const out = new Float32Array(5)
    fillRescaled(out, 0, Uint16Array.of(0, 10, 11, 12, 60_000), pixels, { slope: 2, intercept: 1, lut })
    expect([...out]).toEqual([100, 100, 300, 200, 200])
    expect(largestValue(pixels, { slope: 1, intercept: 0, lut })).toBe(300)
  })
})
