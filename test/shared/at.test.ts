import { expect, it } from 'vitest'
import { at } from '@shared/at'

function readsBeyond(): number {
  return at(Float32Array.of(1, 2), 2)
}

it('reads entries of arrays and typed arrays, 0 and null among them', () => {
  expect([at([0, 1], 0), at(Int32Array.of(7), 0), at([null, 1], 0), at(['a'], 0)]).toEqual([0, 7, null, 'a'])
})

it('an entry that is not there is a fault which names who asked', () => {
  expect(readsBeyond).toThrow(
    expect.objectContaining({
      code: 'bug/unexpected',
      details: { where: 'readsBeyond', words: 'no entry 2 of 2' },
    }),
  )
  for (const index of [-1, 0.5, Number.NaN]) expect(() => at([1], index)).toThrow(/no entry/)
})
