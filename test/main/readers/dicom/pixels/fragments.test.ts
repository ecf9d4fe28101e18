import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '@shared/errors'
import { readFragments, toFrames } from '../../../../../src/main/readers/dicom/pixels/fragments'
import { buildEncapsulated, offsetsOf } from '../../../../fixtures/builders/dicom-encodings'

const transferSyntax = '1.2.840.10008.1.2.4.90'
const BEGIN = [0xff, 0x4f, 0xff]
const bytes = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers)

/** Reads only the pixel sequence, which begins with the item of the offset table. */
function frames(
  fragments: readonly Uint8Array[],
  count: number,
  more: {
    readonly offsets?: readonly number[]
    readonly isOpen?: boolean
    readonly extended?: readonly number[]
  } = {},
): number[][] {
  const file = buildEncapsulated({ transferSyntax, fragments, ...more })
  const start = Buffer.from(file).indexOf(bytes(0xfe, 0xff, 0x00, 0xe0))
  const table =
    more.extended === undefined ? null : new Uint8Array(BigUint64Array.from(more.extended, BigInt).buffer)
  return toFrames(readFragments(file, start, table, 'x.dcm'), count, 'x.dcm').map((frame) => [...frame])
}

describe('fragments become frames', () => {
  const pieces = [bytes(1, 2), bytes(3, 4, 5, 6), bytes(7, 8)]

  it('all of them when there is one frame', () => {
    expect(frames(pieces, 1)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8]])
  })

  it('one each when there are as many', () => {
    expect(frames(pieces, 3)).toEqual([
      [1, 2],
      [3, 4, 5, 6],
      [7, 8],
    ])
  })

  it('by the basic or the extended offset table', () => {
    const [first = 0, , third = 0] = offsetsOf(pieces)
    const offsets = [first, third]
    const expected = [
      [1, 2, 3, 4, 5, 6],
      [7, 8],
    ]
    expect(frames(pieces, 2, { offsets })).toEqual(expected)
    expect(frames(pieces, 2, { extended: offsets })).toEqual(expected)
  })

  it('by where a compressed image begins, when there is no table', () => {
    const split = [bytes(...BEGIN, 1), bytes(2, 3), bytes(...BEGIN, 4), bytes(5, 6), bytes(7, 8)]
    expect(frames(split, 2)).toEqual([
      [...BEGIN, 1, 2, 3],
      [...BEGIN, 4, 5, 6, 7, 8],
    ])
  })

  it('without a delimiter at the end of the file', () => {
    expect(frames(pieces, 3, { isOpen: true })).toHaveLength(3)
  })
})

describe('fragments are refused', () => {
  it('when nothing tells the frames apart', () => {
    const refused = {
      code: 'dicom/fragments',
      details: { file: 'x.dcm', problem: '3 fragments cannot be told apart into 2 frames' },
    }
    const pieces = [bytes(1, 2), bytes(3, 4), bytes(5, 6)]
    const read = (offsets: readonly number[]) => (): unknown => frames(pieces, 2, { offsets })
    expect(read([])).toThrow(expect.objectContaining(refused) as Error)
    expect(read([0, 11])).toThrow(expect.objectContaining(refused) as Error)
    expect(read([20, 0])).toThrow(expect.objectContaining(refused) as Error)
    expect(() => frames(pieces, 2_000_000_000)).toThrow('2000000000 frames')
  })

  it('when there is none', () => {
    expect(() => frames([], 1)).toThrow('there is no fragment')
  })

  it('when the last one is cut short', () => {
    const file = buildEncapsulated({ transferSyntax, fragments: [bytes(1, 2, 3, 4)], isOpen: true })
    const start = Buffer.from(file).indexOf(bytes(0xfe, 0xff, 0x00, 0xe0))
    expect(() => readFragments(file.subarray(0, -1), start, null, 'x.dcm')).toThrow(
      expect.objectContaining({
        code: 'dicom/pixel-bytes',
        details: { file: 'x.dcm', expectedBytes: 4, actualBytes: 3 },
      }) as Error,
    )
  })

  it('or read, whatever the bytes are, but never with another fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.integer({ min: 1, max: 5 }), (garbage, count) => {
        const all = Uint8Array.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0x00, 0xe0, ...garbage])
        try {
          expect(toFrames(readFragments(all, 0, null, 'x.dcm'), count, 'x.dcm')).toHaveLength(count)
        } catch (thrown) {
          if (!isAppError(thrown)) throw thrown
        }
      }),
    )
  })
})
