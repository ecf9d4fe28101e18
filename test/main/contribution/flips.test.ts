import type { StudyOutputs } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { createSameLabel } from '../../../src/main/contribution/flips'
import { buildContributionOptions } from '../../fixtures/builders/case-outputs'

const labels = (fields: Partial<StudyOutputs>) =>
  createSameLabel({ ...buildContributionOptions(['p', 'q']).outputs, ...fields })

describe('a label that flips', () => {
  it('is on at the threshold itself', () => {
    const isSame = labels({ kind: 'multi-label', threshold: 0.5 })
    expect(isSame([0.5, 0], [0.75, 0])).toBe(true)
    expect(isSame([0.5, 0], [0.5 - 2 ** -30, 0])).toBe(false)
    expect(isSame([0.25, 0], [0.5, 0])).toBe(false)
  })

  it('has the logit of the threshold where differences are taken before the sigmoid', () => {
    const isSame = labels({ kind: 'multi-label', threshold: 0.5, space: 'logit', activation: 'sigmoid' })
    expect(isSame([0, 1], [0.25, 1])).toBe(true)
    expect(isSame([0, 1], [-(2 ** -30), 1])).toBe(false)
    const wary = labels({ kind: 'multi-label', threshold: 0.75, space: 'logit', activation: 'sigmoid' })
    expect(wary([1.098, 2], [1.09, 2])).toBe(true)
    expect(wary([1.099, 2], [1.098, 2])).toBe(false)
  })

  it('is the first of equals where one class holds', () => {
    const isSame = labels({ kind: 'multi-class' })
    expect(isSame([0.75, 0.25], [0.5, 0.5])).toBe(true)
    expect(isSame([0.5, 0.5], [0.25, 0.75])).toBe(false)
    expect(isSame([0.25, 0.75], [0.5, 0.5])).toBe(false)
  })

  it('is none of a regression or a risk', () => {
    expect(labels({ kind: 'regression' })([0, 1], [1, 0])).toBe(true)
    expect(labels({ kind: 'survival' })([0, 1], [1, 0])).toBe(true)
  })
})
