import { describeError, toErrorData } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { computeColumnStatistics } from '../../../../src/main/tensors/column-statistics'
import { createTensorMaker } from '../../../fixtures/builders/kinds'
import { attributeColumns, tabularColumns } from '../../../../src/main/tensors/tabular-columns'
import { buildTabularModality } from '../../../fixtures/builders/modality'

type Attributes = readonly Record<string, unknown>[]
type Rows = readonly Record<string, string>[]

function encode(
  attributes: Attributes,
  cells: Record<string, string>,
  rows: Rows = [cells],
  dims?: number[],
) {
  const modality = buildTabularModality(attributes)
  const columns = tabularColumns(modality).reduce((sum, group) => sum + group.columns.length, 0)
  const make = createTensorMaker(modality, {
    inputDims: new Map([['record', dims ?? ['batch', columns]]]),
    statistics: computeColumnStatistics(modality, rows),
    tokenizer: null,
  })
  return make({ kind: 'record', cells }, 'c1').tensors.get('record')!
}

const rows = [{ a: '1' }, { a: '2' }, { a: '2' }, { a: '7' }, { a: '' }, { a: 'inf' }]

describe('one attribute', () => {
  it.each([
    ['a number', {}, '-1.5e1', [-15]],
    [
      'a z-score with given numbers',
      { encoding: { kind: 'z-score', statistics: { mean: 10, std: 4 } } },
      '4',
      [-1.5],
    ],
    [
      'a min-max with given numbers',
      { encoding: { kind: 'min-max', statistics: { min: 10, max: 20 } } },
      '25',
      [1.5],
    ],
    ['a yes', { encoding: { kind: 'boolean' } }, 'TRUE', [1]],
    ['a no', { encoding: { kind: 'boolean' } }, '0', [0]],
    ['a rank', { encoding: { kind: 'ordinal', levels: ['low', 'high'] } }, ' high ', [1]],
    ['a level', { encoding: { kind: 'one-hot', levels: ['x', 'y', 'z'] } }, 'y', [0, 1, 0]],
    [
      'the first level, which is dropped',
      { encoding: { kind: 'one-hot', levels: ['x', 'y', 'z'], drop: 'first' } },
      'x',
      [0, 0],
    ],
    [
      'a level beside a dropped first one',
      { encoding: { kind: 'one-hot', levels: ['x', 'y', 'z'], drop: 'first' } },
      'y',
      [1, 0],
    ],
    [
      'a level that is dropped by name',
      { encoding: { kind: 'one-hot', levels: ['x', 'y', 'z'], drop: 'y' } },
      'y',
      [0, 0],
    ],
    [
      'a level beside one dropped by name',
      { encoding: { kind: 'one-hot', levels: ['x', 'y', 'z'], drop: 'y' } },
      'z',
      [0, 1],
    ],
    [
      'an unknown level as zeros',
      { missing: 'flag', encoding: { kind: 'one-hot', levels: ['x', 'y'], unknownLevel: 'zeros' } },
      'w',
      [0, 0, 0],
    ],
    [
      'a level that reads like missing',
      { encoding: { kind: 'ordinal', levels: ['none', 'mild'] } },
      'none',
      [0],
    ],
    ['a present value with flag', { missing: 'flag' }, '3', [3, 0]],
    ['a missing value with flag', { missing: 'flag' }, 'NaN', [0, 1]],
    [
      'a missing level with flag',
      { missing: 'flag', encoding: { kind: 'one-hot', levels: ['x', 'y'] } },
      '',
      [0, 0, 1],
    ],
    ['a missing value with its stand-in', { missing: { value: -1 } }, 'n/a', [-1]],
    ['an infinite value that means missing', { missing: 'flag', infinite: 'missing' }, '-inf', [0, 1]],
  ])('encodes %s', (_, fields, cell, wanted) => {
    expect([...encode([{ name: 'a', ...fields }], { a: cell }).values]).toEqual(wanted)
  })

  it.each([
    ['tensor/missing-value', {}, ''],
    ['tensor/infinite', {}, 'inf'],
    ['tensor/infinite', {}, '1e999'],
    ['tensor/not-a-number', {}, '1,5'],
    ['tensor/not-a-number', {}, '0x10'],
    ['tensor/unknown-level', { encoding: { kind: 'boolean' } }, 'perhaps'],
    ['tensor/unknown-level', { encoding: { kind: 'one-hot', levels: ['x', 'y'] } }, 'secret'],
  ])('is refused with %s and never shows the cell', (code, fields, cell) => {
    const attempt = () => encode([{ name: 'a', column: 'Column A', ...fields }], { 'Column A': cell })
    expect(attempt).toThrow(expect.objectContaining({ code }))
    expect(attempt).toThrow('Case c1, record: attribute a (column "Column A")')
    // The word infinite holds the cell inf; every other cell must not be found in its sentence.
    if (cell !== '' && cell !== 'inf') expect(attempt).not.toThrow(cell)
  })

  it.each([
    ['boolean', { encoding: { kind: 'boolean' } }, 'words for yes and no', 'Add it to yes or no'],
    ['one-hot', { encoding: { kind: 'one-hot', levels: ['x', 'y'] } }, 'levels', 'unknownLevel: zeros'],
    ['ordinal', { encoding: { kind: 'ordinal', levels: ['x', 'y'] } }, 'levels', 'Add it to the levels'],
  ])('that is no level of %s gets the advice for that encoding', (_, fields, what, advice) => {
    try {
      encode([{ name: 'a', ...fields }], { a: 'perhaps' })
    } catch (error) {
      const told = describeError(toErrorData(error, ''))
      expect(told.sentence).toContain(`none of the ${what} that`)
      expect(told.advice).toContain(advice)
    }
    expect.assertions(2)
  })

  it('is refused when the table has no such column', () => {
    expect(() => encode([{ name: 'a' }], { b: '1' })).toThrow('the table has no such column')
    expect(() => encode([{ name: 'toString' }], { b: '1' })).toThrow('the table has no such column')
  })

  it('is refused when it leaves float32', () => {
    expect(() => encode([{ name: 'a' }], { a: '1e300' })).toThrow('1 values of the tensor are not finite')
  })
})

describe('cohort statistics', () => {
  it('leave out what is missing or infinite, with the population standard deviation', () => {
    const found = computeColumnStatistics(buildTabularModality([{ name: 'a' }]), rows).get('a')
    // mean of 1, 2, 2, 7 = 3; variance (4 + 1 + 1 + 16) / 4 = 5.5
    expect(found).toEqual({ count: 4, mean: 3, std: Math.sqrt(5.5), min: 1, max: 7, median: 2, mode: 2 })
  })

  it('feed z-score and min-max', () => {
    const z = encode([{ name: 'a', encoding: { kind: 'z-score' } }], { a: '7' }, rows)
    expect(z.values[0]).toBeCloseTo(4 / Math.sqrt(5.5), 6)
    expect([...encode([{ name: 'a', encoding: { kind: 'min-max' } }], { a: '4' }, rows).values]).toEqual([
      0.5,
    ])
  })

  it.each([
    ['mean', 3],
    ['median', 2],
    ['mode', 2],
  ])('stand in for a missing value: %s', (missing, wanted) => {
    expect([...encode([{ name: 'a', missing }], { a: '' }, rows).values]).toEqual([wanted])
  })

  it('stand in before the encoding: a missing z-score by mean is 0', () => {
    const fields = { name: 'a', missing: 'mean', encoding: { kind: 'z-score' } }
    expect([...encode([fields], { a: '' }, rows).values]).toEqual([0])
  })

  it('give the most frequent level of a one-hot attribute, and no mean', () => {
    const levels = [{ a: 'x' }, { a: 'y' }, { a: 'y' }]
    const encoding = { kind: 'one-hot', levels: ['x', 'y'] }
    expect([...encode([{ name: 'a', missing: 'mode', encoding }], { a: '' }, levels).values]).toEqual([0, 1])
    expect(() => encode([{ name: 'a', missing: 'mean', encoding }], { a: '' }, levels)).toThrow('has no mean')
  })

  it('are refused before the first case when they are absent or flat', () => {
    const z = [{ name: 'a', encoding: { kind: 'z-score' } }]
    expect(() => encode(z, { a: '1' }, [{ a: '' }])).toThrow('has no values to rest on')
    expect(() => encode(z, { a: '1' }, [{ a: '5' }, { a: '5' }])).toThrow('would divide by 0')
    const flat = [{ name: 'a', encoding: { kind: 'min-max', statistics: { min: 1, max: 1 } } }]
    expect(() => encode(flat, { a: '1' })).toThrow('would divide by 0')
  })
})

describe('the columns of a record', () => {
  const attributes = [
    { name: 'age', missing: 'flag', group: 'patient' },
    { name: 'region', encoding: { kind: 'one-hot', levels: ['x', 'y'] } },
    { name: 'sex', group: 'patient' },
  ]

  it('belong to their attribute, or to the group of attributes', () => {
    const modality = buildTabularModality(attributes)
    expect(attributeColumns(modality)).toEqual([
      { name: 'age', columns: [0, 1] },
      { name: 'region', columns: [2, 3] },
      { name: 'sex', columns: [4] },
    ])
    expect(tabularColumns(modality)).toEqual([
      { name: 'patient', columns: [0, 1, 4] },
      { name: 'region', columns: [2, 3] },
    ])
  })

  it('must be as many as the model wants', () => {
    const cells = { age: '1', region: 'x', sex: '0' }
    expect(encode(attributes, cells, [cells], [1, 5]).dims).toEqual([5])
    expect(encode(attributes, cells, [cells], [1, 1, 5]).dims).toEqual([1, 5])
    expect(() => encode(attributes, cells, [cells], [1, 6])).toThrow('the tensor is 5, but input record')
    expect(encode([{ name: 'age' }], cells, [cells], [1]).dims).toEqual([])
  })
})

describe('a record of whole numbers', () => {
  const make = (dtype: string) =>
    createTensorMaker(buildTabularModality([{ name: 'a' }]), {
      inputDims: new Map([['record', ['batch']]]),
      inputDtypes: new Map([['record', dtype]]),
      statistics: new Map(),
      tokenizer: null,
    })

  it.each([
    ['int64', '-3', -3],
    ['int64', '16777216', 16_777_216],
    ['uint8', '255', 255],
    ['bool', '1', 1],
    ['float32', '0.5', 0.5],
  ])('holds in %s the number %s', (dtype, a, wanted) => {
    const tensor = make(dtype)({ kind: 'record', cells: { a } }, 'c1').tensors.get('record')
    expect(tensor).toEqual({ dtype: 'float32', dims: [], values: Float32Array.of(wanted) })
  })

  it.each([
    ['int64', '0.5'],
    ['int64', '16777217'],
    ['uint8', '-1'],
    ['uint8', '256'],
    ['bool', '2'],
  ])('does not round in %s the number %s', (dtype, a) => {
    const attempt = () => make(dtype)({ kind: 'record', cells: { a } }, 'c1')
    expect(attempt).toThrow(expect.objectContaining({ code: 'tensor/not-whole' }))
    expect(attempt).toThrow(a.includes('.') ? 'is not whole' : 'is beyond what')
  })
})
