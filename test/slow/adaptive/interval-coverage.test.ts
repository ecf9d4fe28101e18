import { describe, expect, it } from 'vitest'
import { toShareIntervals, type ShareIntervals } from '../../../src/main/contribution/share-interval'
import { shareRows } from '../../../src/main/contribution/share-rows'
import { confirmedCount, isEnough } from '../../../src/main/contribution/stop-rule'
import { drawPatients, type Population } from '../../fixtures/builders/cohort'

const cohorts = 2000
/** More patients than a stop ever needed here, or the end of the dataset. */
const most = 600

const populations: readonly (readonly [string, Population])[] = [
  ['two equal modalities', { shares: [0.5, 0.5], response: 0.5, spread: 0.3 }],
  ['one of nine tenths, scattered', { shares: [0.9, 0.1], response: 0.5, spread: 1 }],
  ['three, heavy-tailed', { shares: [0.6, 0.3, 0.1], response: 1.2, spread: 0.3 }],
  ['a collapse', { shares: [0.97, 0.03], response: 0.8, spread: 0.6 }],
]

/** Draws patients until the rule ends the run; the intervals are those of the end. */
function runCohort(population: Population, seed: number, tolerance: number): ShareIntervals | null {
  const settings = { tolerance, minCases: 30, blockSize: 10 }
  const { toShares, toWeight } = shareRows('pooled', population.shares.length)
  const next = drawPatients(population, seed)
  const patients: Float64Array[] = []
  let end = most
  let now: ShareIntervals | null = null
  while (patients.length < end) {
    for (let place = 0; place < settings.blockSize; place += 1) patients.push(Float64Array.from(next()))
    if (end < most && patients.length < end) continue
    now = toShareIntervals(patients, toShares, toWeight)
    if (end === most && now !== null && isEnough(now, patients.length, settings)) {
      end = Math.min(most, confirmedCount(patients.length, settings))
    }
  }
  return now
}

describe('the interval of an adaptive run', () => {
  it.each(
    populations.flatMap(([name, one]) => [0.03, 0.05].map((tolerance) => [name, tolerance, one] as const)),
  )(
    'holds the share of the population in 95 +- 2 percent of 2,000 cohorts: %s, tolerance %d',
    (_, tolerance, population) => {
      const covered = population.shares.map(() => 0)
      for (let seed = 0; seed < cohorts; seed += 1) {
        const { intervals = [] } = runCohort(population, seed, tolerance) ?? {}
        for (const [index, [low, high]] of intervals.entries()) {
          const share = population.shares[index]!
          if (low <= share && share <= high) covered[index]! += 1
        }
      }
      for (const count of covered) {
        expect(count / cohorts).toBeGreaterThanOrEqual(0.93)
        expect(count / cohorts).toBeLessThanOrEqual(0.97)
      }
    },
  )
})
