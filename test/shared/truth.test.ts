import { judgePrediction, truthOfOutputs } from '@shared/truth'
import type { StudyOutputs } from '@shared/study'
import { describe, expect, it } from 'vitest'

const outputs = (kind: StudyOutputs['kind'], names: string[]): StudyOutputs => ({
  ...{ kind, names, activation: 'none', space: 'output', threshold: 0.5 },
})
const classes = outputs('multi-class', ['adenocarcinoma', 'squamous', 'small cell'])
const labels = outputs('multi-label', ['malignant', 'urgent'])

describe('the truth of an output', () => {
  it('is said by the name of a class in a cell, whatever its column is called', () => {
    expect(truthOfOutputs(['Squamous '], ['histology'], classes)).toEqual([false, true, false])
    expect(truthOfOutputs(['3', 'squamous'], ['grade', 'histology'], classes)).toEqual([false, true, false])
  })

  it('is not guessed from a number, an empty cell, or two cells that disagree', () => {
    expect(truthOfOutputs(['1'], ['histology'], classes)).toEqual([null, null, null])
    expect(truthOfOutputs([], [], classes)).toEqual([null, null, null])
    expect(truthOfOutputs(['squamous', 'small cell'], ['a', 'b'], classes)).toEqual([null, null, null])
  })

  it('is said by yes and no in the column of a label', () => {
    expect(truthOfOutputs(['0', 'Yes'], ['Urgent', 'malignant'], labels)).toEqual([true, false])
    expect(truthOfOutputs(['2', ''], ['malignant', 'urgent'], labels)).toEqual([null, null])
    expect(truthOfOutputs(['1'], ['risk'], outputs('regression', ['risk']))).toEqual([null])
  })
})

describe('a prediction', () => {
  it('is right or wrong by its largest class', () => {
    expect(judgePrediction([0.291, 0.618, 0.091], [true, false, false], classes)).toBe('wrong')
    expect(judgePrediction([0.7, 0.2, 0.1], [true, false, false], classes)).toBe('right')
    expect(judgePrediction([0.7, 0.2, 0.1], [null, null, null], classes)).toBeNull()
  })

  it('of labels is wrong with one of them, and right with all', () => {
    expect(judgePrediction([0.5, 0.49], [true, false], labels)).toBe('right')
    expect(judgePrediction([0.5, 0.5], [true, false], labels)).toBe('wrong')
    expect(judgePrediction([0.5, 0.2], [true, null], labels)).toBeNull()
    expect(judgePrediction([0.2, 0.2], [true, null], labels)).toBe('wrong')
  })

  it('of logits is judged where the probability would be the threshold', () => {
    const logits = { ...labels, space: 'logit' as const, activation: 'sigmoid' as const }
    expect(judgePrediction([0.1, -0.1], [true, false], logits)).toBe('right')
  })

  it('of a figure is neither', () => {
    expect(judgePrediction([63], [null], outputs('regression', ['age']))).toBeNull()
  })
})
