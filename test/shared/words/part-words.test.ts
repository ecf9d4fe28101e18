import { plainWords, signedWords } from '@shared/words/number-words'
import { flipWords, weakerWords } from '@shared/words/part-words'
import { areProbabilities, predictionWords } from '@shared/words/prediction-words'
import type { StudyOutputs } from '@shared/study'
import { describe, expect, it } from 'vitest'

const outputs = (kind: StudyOutputs['kind'], names: string[]): StudyOutputs => ({
  ...{ kind, names, activation: 'none', space: 'output', threshold: 0.5 },
})
const classes = outputs('multi-class', ['adenocarcinoma', 'squamous'])

describe('figures', () => {
  it('have a true minus, a sign where a direction is shown, and are never nothing for something', () => {
    expect([signedWords(0.0042, 4), signedWords(-0.0019, 4), signedWords(0, 4)]).toEqual([
      '+0.0042',
      '\u22120.0019',
      '0.0000',
    ])
    expect([signedWords(0.00001, 4), signedWords(-0.00001, 4)]).toEqual(['+<0.0001', '\u2212<0.0001'])
    expect([plainWords(0.6312, 3), plainWords(-1.2, 3), plainWords(0.0004, 3)]).toEqual([
      '0.631',
      '\u22121.200',
      '<0.001',
    ])
  })
})

describe('what masking a part does', () => {
  it('is said to turn the prediction where it does', () => {
    expect(flipWords([0.382, 0.618], [-0.102, 0.162], classes)).toBe(
      'the prediction becomes adenocarcinoma, 0.484',
    )
    expect(flipWords([0.382, 0.618], [0, 0.1], classes)).toBeNull()
    expect(flipWords([0.3, 0.2], [0.3, 0], outputs('regression', ['a', 'b']))).toBeNull()
  })

  it('is compared with the strongest modality', () => {
    const strongest = { modality: 'ct', limit: 0.1638 }
    expect(weakerWords(0.0042, strongest)).toBe('39 times below ct')
    expect(weakerWords(0.118, strongest)).toBe('1.4 times below ct')
    expect(weakerWords(0.1638, strongest)).toBeNull()
    expect(weakerWords(0, strongest)).toBeNull()
  })
})

describe('a prediction in words', () => {
  it('is the class, the labels that are on, or the figure', () => {
    expect(predictionWords([0.291, 0.618], classes)).toBe('squamous 0.618')
    const labels = outputs('multi-label', ['malignant', 'urgent'])
    expect(predictionWords([0.7, 0.61], labels)).toBe('malignant, urgent')
    expect(predictionWords([0.1, 0.2], labels)).toBe('none (from 0.50 on)')
    expect(predictionWords([63.25], outputs('regression', ['age']))).toBe('age 63.250')
    expect(predictionWords([1, 2], outputs('survival', ['a', 'b']))).toBe('2 values')
  })

  it('has bars of probabilities where the outputs are such', () => {
    expect(areProbabilities([0.2, 0.8], classes)).toBe(true)
    expect(areProbabilities([-2, 3], classes)).toBe(false)
    expect(areProbabilities([0.2], outputs('regression', ['age']))).toBe(false)
  })
})
