import { expect, it } from 'vitest'
import { computed, shallowRef } from 'vue'
import type { Draft, DraftColumn } from '@shared/draft'
import { modalitySchema } from '@shared/kinds'
import { presetsFor } from '@shared/presets'
import { faultPlace } from '@/setup/fault-place'
import { movedWords } from '@/setup/moved-words'
import { findFits, fitEdits, inOrder, widthOfAll } from '@/setup/record-fit'
import { setupSteps, stateWords, stepState } from '@/setup/setup-steps'
import { count, figureStyle, moment } from '@/ui/numbers'

const column = (name: string, type: DraftColumn['type'], levels = 0, missingCount = 0): DraftColumn => ({
  ...{ name, type, missingCount, distinctCount: 9 },
  levels: Array.from({ length: levels }, (_, place) => `level ${place}`),
})
const oneHot = (name: string, levels: number) => ({
  name,
  encoding: { kind: 'one-hot', levels: Array.from({ length: levels }, (_, place) => String(place)) },
})

it('finds what to leave out so that a record fills its input, categories before numbers', () => {
  const attributes = [
    { name: 'age' },
    oneHot('father', 8),
    oneHot('mother', 9),
    oneHot('region', 14),
    { name: 'size' },
  ]
  const columns = [
    column('age', 'number'),
    column('father', 'category', 8),
    column('mother', 'category', 9),
    column('region', 'category', 14),
    column('size', 'number'),
  ]
  expect(widthOfAll(attributes)).toBe(33)
  const [first] = findFits(attributes, columns, 16)
  expect(first?.words).toBe('Without father and mother, the attributes fill 16 of 16.')
  const place = { path: ['modalities', 1, 'attributes'], count: 5, columns }
  expect(fitEdits(first!, place)).toEqual([
    { path: ['modalities', 1, 'attributes', 2] },
    { path: ['modalities', 1, 'attributes', 1] },
  ])
  expect(findFits(attributes, columns, 33)).toEqual([])
  expect(findFits(attributes, columns, null)).toEqual([])
})

it('finds missing flags and columns that nothing uses yet', () => {
  const columns = [column('a', 'number', 0, 3), column('b', 'number', 0, 2), column('sex', 'category', 2)]
  const flags = findFits([{ name: 'a' }, { name: 'b', missing: { value: 0 } }], columns, 4)
  expect(flags.map(({ words }) => words)).toEqual([
    'With a missing flag for the 2 columns that have empty cells, the attributes fill 4 of 4.',
    'With sex as well, the attributes fill 4 of 4.',
  ])
})

it('orders attributes as trainings do', () => {
  const columns = [column('smoke', 'boolean'), column('sex', 'category', 2), column('age', 'number')]
  const attributes = columns.map(({ name }) => ({ name }))
  expect(inOrder(attributes, columns, 'numbers, categories, yes or no')).toEqual([
    { name: 'age' },
    { name: 'sex' },
    { name: 'smoke' },
  ])
})

it('says which field a fault is about', () => {
  const study = {
    modalities: [
      { name: 'ct', steps: [] },
      { name: 'record', attributes: [] },
    ],
  }
  const width = { modality: 'record', input: 'r', found: 3, wanted: 2 }
  expect(faultPlace({ code: 'model/input-width', details: width }, study)).toEqual([
    'modalities',
    1,
    'attributes',
  ])
  expect(faultPlace({ code: 'model/not-found', details: { file: 'm' } }, study)).toEqual(['model'])
  expect(faultPlace({ code: 'table/not-found', details: { file: 't' } }, study)).toEqual(['dataset', 'table'])
  const key = { file: 't', key: 'modalities.ct.steps', column: 'x' }
  expect(faultPlace({ code: 'table/column-twice', details: key }, study)).toEqual(['modalities', 0, 'steps'])
})

it('says which of several fields of one name a fault is about', () => {
  const source = { column: 'file' }
  const study = {
    modalities: [
      { name: 'ct', input: 'a', source, steps: [] },
      { name: 'pet', input: 'a', source, steps: [] },
    ],
  }
  const twice = { input: 'a', modalities: ['ct', 'pet'] }
  expect(faultPlace({ code: 'model/input-twice', details: twice }, study)).toEqual(['modalities', 1, 'input'])
  const gone = { code: 'file/not-found', details: { file: 'f' } } as const
  expect(faultPlace(gone, study, 'pet')).toEqual(['modalities', 1, 'source', 'column'])
  expect(faultPlace(gone, study)).toBeNull()
  const id = { file: 't', line: 4, before: 3, column: 'age' }
  expect(faultPlace({ code: 'table/id-twice', details: id }, study)).toEqual(['dataset', 'id'])
  const count = { found: 6, wanted: 5, width: 6 }
  expect(faultPlace({ code: 'session/output-count', details: count }, study)).toEqual(['outputs', 'names'])
})

it('calls no step confirmed while its model or table cannot be read', () => {
  const fault = { sentence: 'Gone.', advice: '', isFatal: true }
  const access = {
    draft: shallowRef({ marks: [], problems: [] } as unknown as Draft),
    faults: computed(() => [
      { ...fault, path: ['model'] },
      { ...fault, path: ['dataset', 'table'], isFatal: false },
    ]),
  }
  const words = setupSteps.map((step) => `${step.name}: ${stateWords(stepState(access, step))}`)
  expect(words.slice(0, 2)).toEqual(['model: 1 to mend', 'table: confirmed'])
})

it('says what was found of moved data before anything is written', () => {
  const found = { edits: [{ path: ['model'], value: '../m.onnx' }], found: 1003, before: 2, total: 1004 }
  const words = movedWords({ ...found, missing: ['tokenizer'], hasAbsolute: false, isWhole: true })
  expect(words).toEqual({
    count: '1,003 of 1,004 files found',
    rest: '(2 without a change). Not found: tokenizer.',
    changes: ['model: "../m.onnx"'],
  })
})

it.each(['image', 'volume'] as const)('offers templates for an %s that follow the format', (kind) => {
  const spatial = kind === 'image' ? [224, 224] : [32, 64, 64]
  const presets = presetsFor(kind, { channels: kind === 'image' ? 3 : 1, spatial })
  expect(presets.length).toBeGreaterThan(2)
  for (const { steps } of presets) {
    const modality = { kind, name: 'a', input: 'a', source: { column: 'a' }, steps }
    expect(modalitySchema.safeParse(modality).error).toBeUndefined()
  }
})

it('writes dates as ISO 8601 and large numbers as the person wants them', () => {
  expect(moment('2026-11-28T15:57:00')).toBe('2026-11-28 15:57')
  expect([count(12345), moment('')]).toEqual(['12,345', ''])
  figureStyle.grouping = 'space'
  expect(count(12345)).toBe('12\u202f345')
  figureStyle.grouping = 'comma'
})
