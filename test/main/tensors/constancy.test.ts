import { expect, it } from 'vitest'
import { describeError } from '../../../src/shared/errors'
import { createTensorMaker } from '../../fixtures/builders/kinds'
import { constancyNotices } from '../../../src/main/tensors/constancy'
import { buildGridModality } from '../../fixtures/builders/modality'

const place = { caseId: '1', modality: 'scan' }
/** `others` of 10,000 values differ from the rest. */
const values = (rest: number, others: readonly number[]): Float32Array => {
  const all = new Float32Array(10_000).fill(rest)
  all.set(others, 17)
  return all
}

it.each([
  ['all the same', values(3, []), 100],
  ['nearly all at the lower end', values(0, Array<number>(9).fill(0.5)), 99.9],
  ['nearly all at the upper end', values(1, Array<number>(10).fill(0.5)), 99.9],
])('notices a tensor with %s', (_, tensor, percent) => {
  expect(constancyNotices(tensor, place)).toEqual([
    { code: 'tensor/nearly-constant', details: { ...place, percent } },
  ])
})

it.each([
  ['a little more to see', values(0, Array<number>(11).fill(0.5))],
  ['values that only lie close together', Float32Array.from({ length: 100 }, (_, index) => 1 + index / 1e4)],
  ['too few values to be a picture', new Float32Array(9)],
])('says nothing of %s', (_, tensor) => {
  expect(constancyNotices(tensor, place)).toEqual([])
})

it('comes with the tensors of a case whose window clips everything', () => {
  const ct = {
    kind: 'array' as const,
    dims: [16, 16],
    values: Float32Array.from({ length: 256 }, (_, i) => i),
  }
  const make = createTensorMaker(
    buildGridModality({ steps: [{ step: 'window', center: -600, width: 1500 }] }),
    { inputDims: new Map([['scan', ['n', 1, 16, 16]]]), statistics: new Map(), tokenizer: null },
  )
  const { notices = [] } = make({ ...ct, values: ct.values.map((value) => value + 1000) }, '1')
  expect(notices.map((notice) => describeError(notice).sentence)).toEqual([
    'Case 1, scan: after the steps 100 % of the values are one and the same number.',
  ])
  expect(make(ct, '1').notices).toBeUndefined()
})
