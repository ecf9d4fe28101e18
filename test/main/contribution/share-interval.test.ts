import { describe, expect, it } from 'vitest'
import {
  halfWidth,
  studentQuantile,
  toShareIntervals,
  type ShareIntervals,
} from '../../../src/main/contribution/share-interval'
import { shareRows } from '../../../src/main/contribution/share-rows'
import { drawPatients, type PatientAmounts, type Population } from '../../fixtures/builders/cohort'

const population: Population = { shares: [0.6, 0.3, 0.1], response: 0.5, spread: 0.4 }
const draw = (count: number, seed = 1, from = population) => {
  const next = drawPatients(from, seed)
  return Array.from({ length: count }, next)
}
const intervalsOf = (patients: readonly PatientAmounts[]): ShareIntervals | null => {
  const { toShares, toWeight } = shareRows('pooled', patients[0]?.length ?? 0)
  return toShareIntervals(
    patients.map((one) => Float64Array.from(one)),
    toShares,
    toWeight,
  )
}

describe('toShareIntervals', () => {
  it('has the pooled shares in the middle of intervals that stay inside of 0 and 1', () => {
    const patients = draw(200)
    const total = patients.flat().reduce((sum, one) => sum + one, 0)
    const { shares, intervals } = intervalsOf(patients)!
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    for (const [index, [low, high]] of intervals.entries()) {
      const share = shares[index]!
      expect(share).toBeCloseTo(patients.reduce((sum, one) => sum + one[index]!, 0) / total, 12)
      expect(low).toBeGreaterThan(0)
      expect(low).toBeLessThan(share)
      expect(high).toBeGreaterThan(share)
      expect(high).toBeLessThan(1)
    }
  })

  it('comes near the delta method for many patients', () => {
    const patients = draw(2000)
    const sums = patients.map((one) => one.reduce((sum, amount) => sum + amount, 0))
    const mean = sums.reduce((sum, one) => sum + one, 0) / sums.length
    const { shares, intervals } = intervalsOf(patients)!
    const residuals = patients.map((one, place) => one[0]! - shares[0]! * sums[place]!)
    const variance =
      residuals.reduce((sum, one) => sum + one * one, 0) / (sums.length - 1) / sums.length / mean ** 2
    expect(halfWidth(intervals[0]!) / (1.96 * Math.sqrt(variance))).toBeCloseTo(1, 2)
  })

  it('is a point where every patient says the same, all of [0, 1] for one patient, and null without response', () => {
    const same = intervalsOf(Array.from({ length: 5 }, () => [3, 1]))!
    expect([same.shares[0], same.intervals[0]]).toEqual([0.75, [0.75, 0.75]])
    expect(intervalsOf([[3, 1]])!.intervals[0]).toEqual([0, 1])
    expect(intervalsOf([[0, 0]])).toBeNull()
    expect(intervalsOf([])).toBeNull()
  })

  it('counts a patient who carries everything as one', () => {
    const { effectivePatients } = intervalsOf(Array.from({ length: 8 }, () => [1, 1]))!
    expect(effectivePatients).toBeCloseTo(8, 12)
    const one = intervalsOf([[1000, 0], ...Array.from({ length: 8 }, () => [1e-3, 0])])!
    expect(one.effectivePatients).toBeCloseTo(1, 3)
  })

  it.each([
    [3, 3.1824],
    [9, 2.2622],
    [29, 2.0452],
    [1e9, 1.96],
  ])('has the quantile of Student for %d degrees of freedom', (degrees, quantile) => {
    expect(studentQuantile(degrees) / quantile).toBeCloseTo(1, degrees < 6 ? 1 : 3)
  })
})
