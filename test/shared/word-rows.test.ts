import { describe, expect, it } from 'vitest'
import { predictedClass } from '@shared/predicted-class'
import { toWordTable } from '@shared/word-rows'

const word = {
  word: 'heart',
  occurrences: 3,
  meanDifference: 0.25,
  signedPerClass: [0.383, -0.134, 1e-9],
  signedPredicted: 0.2,
  predictedIn: [1, 0, 2],
}

describe('the words of a cohort as a table', () => {
  it('name the output of every direction, and never print rounding as one', () => {
    const { head, rows } = toWordTable([word], ['none', 'mild', 'severe'])
    expect(head).toEqual([
      'word',
      'times',
      'mean change',
      'for none',
      'for mild',
      'for severe',
      'for the predicted output',
    ])
    expect(rows).toEqual([['heart', '3', '0.250', '0.383', '-0.134', '0', '0.200 (severe in 2 of 3)']])
  })

  it('have the predicted output alone where there are many', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const { head, rows } = toWordTable([{ ...word, predictedIn: [0, 3, 0, 0, 0] }], names)
    expect(head).toEqual(['word', 'times', 'mean change', 'for the predicted output'])
    expect(rows[0]?.at(-1)).toBe('0.200 (b)')
  })

  it('name no output where nothing moves', () => {
    const still = { ...word, meanDifference: 0, signedPerClass: [0, 0, 0], signedPredicted: 0 }
    expect(toWordTable([still], ['none', 'mild', 'severe']).rows[0]?.at(-1)).toBe('0')
  })

  it('have the only output by its name, and no predicted one where none is', () => {
    const single = { ...word, signedPerClass: [0.1], predictedIn: [3] }
    expect(toWordTable([single], ['risk']).head.slice(3)).toEqual(['for risk'])
    const regression = { ...word, signedPredicted: null, predictedIn: [0, 0, 0] }
    expect(toWordTable([regression], ['x', 'y', 'z']).head.slice(3)).toEqual(['for x', 'for y', 'for z'])
  })
})

describe('the predicted output', () => {
  it('is the largest of a classifier, the first of several', () => {
    expect(predictedClass([0.2, 0.5, 0.5], { kind: 'multi-class' })).toBe(1)
    expect(predictedClass([0.2, 0.1], { kind: 'multi-label' })).toBe(0)
  })

  it('is the only output of any model, and none of several without a common scale', () => {
    expect(predictedClass([-3], { kind: 'survival' })).toBe(0)
    expect(predictedClass([1, 2], { kind: 'regression' })).toBe(null)
  })
})
