import { describe, expect, it } from 'vitest'
import {
  effectivePatients,
  halfWidth,
  studentQuantile,
  toRatioIntervals,
} from '../../../src/main/contribution/ratio-interval'
import { findStop } from '../../../src/main/contribution/stop-rule'
import { drawPatients, type Population } from '../../fixtures/builders/cohort'

const population: Population = { shares: [0.6, 0.3, 0.1], response: 0.5, spread: 0.4 }
const draw = (count: number, seed = 1, from = population) => {
  const next = drawPatients(from, seed)
  return Array.from({ length: count }, next)
}
const settings = { tolerance: 0.03, minPatients: 30, blockSize: 10 }

describe('toRatioIntervals', () => {
  it('has the pooled shares in the middle of intervals that stay inside of 0 and 1', () => {
    const patients = draw(200)
    const total = patients.flat().reduce((sum, one) => sum + one, 0)
    const intervals = toRatioIntervals(patients)!
    expect(intervals.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    for (const [index, { share, low, high }] of intervals.entries()) {
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
    const { share, low, high } = toRatioIntervals(patients)![0]!
    const residuals = patients.map((one, place) => one[0]! - share * sums[place]!)
    const variance =
      residuals.reduce((sum, one) => sum + one * one, 0) / (sums.length - 1) / sums.length / mean ** 2
    expect(halfWidth({ share, low, high }) / (1.96 * Math.sqrt(variance))).toBeCloseTo(1, 2)
  })

  it('is a point where every patient says the same, all of [0, 1] for one patient, and null without response', () => {
    const same = toRatioIntervals(Array.from({ length: 5 }, () => [3, 1]))!
    expect(same[0]).toEqual({ share: 0.75, low: 0.75, high: 0.75 })
    expect(toRatioIntervals([[3, 1]])![0]).toEqual({ share: 0.75, low: 0, high: 1 })
    expect(toRatioIntervals([[0, 0]])).toBeNull()
    expect(toRatioIntervals([])).toBeNull()
  })

  it('counts a patient who carries everything as one', () => {
    expect(effectivePatients(Array.from({ length: 8 }, () => [1, 1]))).toBeCloseTo(8, 12)
    expect(effectivePatients([[1000, 0], ...Array.from({ length: 8 }, () => [1e-3, 0])])).toBeCloseTo(1, 3)
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

describe('findStop', () => {
  it('stops after a whole block and a quarter more, when every half-width is small enough', () => {
    const patients = draw(600)
    const stop = findStop(patients, settings)!
    expect(stop % 10).toBe(0)
    const narrow = (count: number) =>
      toRatioIntervals(patients.slice(0, count))!.every((one) => halfWidth(one) <= 0.03)
    const looks = Array.from({ length: 60 }, (_, block) => 10 * (block + 1)).filter((seen) => seen >= 30)
    const first = looks.find((seen) => effectivePatients(patients.slice(0, seen)) >= 30 && narrow(seen))!
    expect(stop).toBe(Math.ceil((1.25 * first) / 10) * 10)
  })

  it('decides the same however much is known of what comes later', () => {
    const patients = draw(600)
    const stop = findStop(patients, settings)!
    for (const known of [stop, stop + 7, 599]) expect(findStop(patients.slice(0, known), settings)).toBe(stop)
    expect(findStop(patients.slice(0, 35), settings)).toBeNull()
  })

  it('goes on where a few patients carry everything', () => {
    const heavy = draw(100, 3, { ...population, response: 3 })
    expect(findStop(heavy, { ...settings, tolerance: 0.2 })).toBeNull()
  })
})
