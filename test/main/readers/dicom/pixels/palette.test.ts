import { describe, expect, it } from 'vitest'
import { parseDicom } from '../../../../../src/main/readers/dicom/headers/dicom-data-set'
import { toPalette, type Palette } from '../../../../../src/main/readers/dicom/pixels/palette'
import { buildDicom, type DicomElement, type DicomSlice } from '../../../../fixtures/builders/dicom'

const words = (...numbers: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(numbers).buffer)

interface Channel {
  readonly descriptor?: readonly number[]
  readonly entries?: readonly number[]
  readonly segments?: readonly number[]
}

function elements({ descriptor, entries, segments }: Channel, index: number): DicomElement[] {
  return [
    ...(descriptor === undefined
      ? []
      : [{ tag: 0x00281101 + index, vr: 'US', content: words(...descriptor) }]),
    ...(entries === undefined ? [] : [{ tag: 0x00281201 + index, vr: 'OW', content: words(...entries) }]),
    ...(segments === undefined ? [] : [{ tag: 0x00281221 + index, vr: 'OW', content: words(...segments) }]),
  ]
}

function read(channels: readonly Channel[], slice: DicomSlice = {}): Palette {
  const extra = channels.flatMap(elements)
  return toPalette(parseDicom(buildDicom({ ...slice, photometric: 'PALETTE COLOR', extra }), 'x.dcm'))
}

const alike = (channel: Channel): Channel[] => [channel, channel, channel]

describe('toPalette', () => {
  it('reads entries of 16 bits', () => {
    const channels = [
      [1, 2],
      [3, 65535],
      [5, 6],
    ].map((entries) => ({ descriptor: [2, 0, 16], entries }))
    expect(read(channels)).toEqual({
      first: 0,
      channels: [
        [1, 2],
        [3, 65535],
        [5, 6],
      ],
      maxValue: 65535,
    })
  })

  it('reads entries of 8 bits, alone or two to a word', () => {
    expect(read(alike({ descriptor: [3, 0, 8], entries: [0x0201, 0x0003] }))).toMatchObject({
      channels: [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ],
      maxValue: 255,
    })
    expect(read(alike({ descriptor: [3, 0, 8], entries: [1, 2, 3] })).channels[0]).toEqual([1, 2, 3])
  })

  it('takes 0 for 65536 entries and a first value with the sign of the pixels', () => {
    const entries = Array.from({ length: 30_000 }, (_, index) => index)
    expect(() => read(alike({ descriptor: [0, 0, 16], entries }))).toThrow(
      'has 30000 of 65536 entries of 16 bits',
    )
    const signed = read(alike({ descriptor: [2, 0xfff6, 16], entries: [1, 2] }), { signed: true })
    expect(signed.first).toBe(-10)
  })

  it('writes out segments of 8 and 16 bits', () => {
    const line = alike({ descriptor: [256, 0, 16], segments: [0, 1, 0, 1, 255, 65280] })
    expect(read(line).channels[2]).toEqual(Array.from({ length: 256 }, (_, index) => index * 256))
    const bytes = alike({ descriptor: [256, 0, 8], segments: [0x0100, 0x0100, 0xffff] })
    expect(read(bytes).channels[0]).toEqual(Array.from({ length: 256 }, (_, index) => index))
  })
})

describe('toPalette refuses', () => {
  const good: Channel = { descriptor: [2, 0, 16], entries: [1, 2] }

  it.each([
    ['too few entries', alike({ ...good, descriptor: [3, 0, 16] }), 'has 2 of 3 entries of 16 bits'],
    ['another depth', alike({ ...good, descriptor: [2, 0, 12] }), 'has 2 of 2 entries of 12 bits'],
    [
      'channels of different depth',
      [good, good, { ...good, descriptor: [2, 1, 16] }],
      'described differently',
    ],
    [
      'entries beyond their depth',
      alike({ descriptor: [2, 0, 8], entries: [1, 256] }),
      'above the 8 bits it says',
    ],
    [
      'segments that repeat',
      alike({ descriptor: [2, 0, 16], segments: [0, 1, 5, 2, 1, 0, 0] }),
      'of a kind that is not read',
    ],
  ])('%s', (_, channels, problem) => {
    expect(() => read(channels)).toThrow(problem)
  })

  it('missing descriptors and entries by name', () => {
    expect(() => read([])).toThrow('x.dcm lacks RedPaletteColorLookupTableDescriptor (0028,1101).')
    expect(() => read([good, good, { descriptor: [2, 0, 16] }])).toThrow(
      'x.dcm lacks BluePaletteColorLookupTableData',
    )
  })
})
