import { deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { inflateDataSet } from '../../../../../src/main/readers/dicom/headers/inflate-data-set'

it('inflates a data set', () => {
  expect([...inflateDataSet(deflateRawSync(Uint8Array.of(1, 2, 3, 4)), 'x.dcm')]).toEqual([1, 2, 3, 4])
})

it('stops at the limit instead of unpacking a bomb', () => {
  const bomb = deflateRawSync(new Uint8Array(100_000))
  expect(bomb.length).toBeLessThan(300)
  expect(inflateDataSet(bomb, 'x.dcm', 100_000)).toHaveLength(100_000)
  expect(() => inflateDataSet(bomb, 'x.dcm', 99_999)).toThrow(
    'x.dcm is deflated and would unpack to more than 99999 bytes.',
  )
})
