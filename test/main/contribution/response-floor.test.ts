import { describe, expect, it } from 'vitest'
import { aggregateShares } from '../../../src/main/contribution/aggregate'
import { toCaseDifferences } from '../../../src/main/contribution/differences'
import { buildCaseOutputs, buildModalityOutputs as modality } from '../../fixtures/builders/case-outputs'

/** Two classes, two modalities of one part; rows are the differences of a and b. Powers of two, so that nothing is rounded. */
function differences(a: readonly [number, number], b: readonly [number, number], floor: number) {
  const occluded = (of: readonly number[]): number[][] => [of.map((value) => -value)]
  return toCaseDifferences(
    buildCaseOutputs('k', [0, 0], [modality('a', occluded(a)), modality('b', occluded(b))]),
    floor,
  )
}

describe('the response floor of a case', () => {
  it('leaves out what is below it, not what stands at it', () => {
    expect(differences([0.125, 0], [0.125, 0], 0.25).isSilent).toBe(false)
    expect(differences([0.125, 0], [0.125, 0], 0.25 + 2 ** -40).isSilent).toBe(true)
  })
})

describe('the response floor of a case and class', () => {
  // Class 0 answers to a alone and carries the case; class 1 answers to b alone, at half of the floor or just below.
  const other = differences([1, 0], [0, 0], 0.5)
  const perClass = (amount: number): readonly number[] | null =>
    aggregateShares([differences([1, 0], [0, amount], 0.5), other], 'per-case-per-class')

  it('is a C-th of it: class 1 counts at 0.25 of 0.5 over two classes', () => {
    expect(perClass(0.25)).toEqual([0.5, 0.5])
    expect(perClass(0.25 - 2 ** -40)).toEqual([1, 0])
  })
})
