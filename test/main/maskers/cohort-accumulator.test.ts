import type { StudyModality } from '@shared/study'
import { describe, expect, it } from 'vitest'
import {
  cohortReplacement,
  createCohortAccumulator,
  type CohortModality,
  type CohortReplacement,
} from '../../../src/main/maskers/cohort-accumulator'
import { kindOf } from '../../../src/main/kinds'
import { buildGridModality, buildTabularModality, buildTextModality } from '../../fixtures/builders/modality'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'

const cohortOf = (modality: StudyModality): CohortModality => kindOf(modality).cohort(modality)!
const image = buildGridModality()
const record = buildTabularModality([
  { name: 'sex', encoding: { kind: 'one-hot', levels: ['a', 'b', 'c'] } },
  { name: 'age' },
])

function collect(replacement: CohortReplacement, cases: readonly number[][], modality = image) {
  const accumulator = createCohortAccumulator(replacement, cohortOf(modality))
  for (const values of cases) accumulator.add(buildFloatTensors('scan', [1, 1, values.length], values))
  return [...accumulator.finish().get('scan')!.values]
}

describe('a cohort statistic', () => {
  it('is taken element by element', () => {
    const cases = [
      [1, 5],
      [2, 5],
      [9, 8],
      [4, 2],
    ]
    expect(collect('cohort-mean', cases)).toEqual([4, 5])
    expect(collect('cohort-median', cases)).toEqual([3, 5])
    expect(collect('cohort-mode', cases)).toEqual([1, 5])
  })

  it('is the most frequent level of a one-hot attribute, not its columns one by one', () => {
    const accumulator = createCohortAccumulator('cohort-mode', cohortOf(record))
    // Column by column 0 leads everywhere; as a level, c leads with two of four.
    for (const values of [
      [1, 0, 0, 30],
      [0, 1, 0, 40],
      [0, 0, 1, 40],
      [0, 0, 1, 50],
    ]) {
      accumulator.add(buildFloatTensors('record', [4], values))
    }
    expect([...accumulator.finish().get('record')!.values]).toEqual([0, 0, 1, 40])
  })

  it('needs cases, all of one shape', () => {
    expect(() => collect('cohort-mean', [])).toThrow('has no cases to be computed from')
    expect(() => collect('cohort-median', [[1, 2], [1]])).toThrow('there is 1 x 1 x 1 beside 1 x 1 x 2')
  })

  it('refuses median and mode beyond its limit before it keeps the values', () => {
    const accumulator = createCohortAccumulator('cohort-median', cohortOf(image))
    const large = {
      modality: 'scan',
      text: null,
      // Only the length is looked at before the refusal, so one small buffer stands for a large one.
      tensors: new Map([
        [
          'scan',
          {
            dtype: 'float32' as const,
            dims: [1, 1, 2 ** 27],
            values: Object.defineProperty(new Float32Array(1), 'length', { value: 2 ** 27 }),
          },
        ],
      ]),
    }
    accumulator.add(large)
    expect(() => {
      accumulator.add(large)
    }).toThrow('cohort-median would keep 268435456 values in memory; the limit is 134217728')
  })

  it('is known from the study', () => {
    expect(cohortReplacement(buildGridModality({ replacement: 'cohort-median' }))).toBe('cohort-median')
    expect(cohortReplacement(image)).toBeNull()
    expect(cohortReplacement(buildTextModality())).toBeNull()
  })
})
