import { describe, expect, it } from 'vitest'
import { toPatientSums } from '../../../src/main/contribution/clusters'
import { toCaseDifferences } from '../../../src/main/contribution/differences'
import { toShareIntervals, type ShareIntervals } from '../../../src/main/contribution/share-intervals'
import { shareRows } from '../../../src/main/contribution/share-rows'
import { confirmedCount, isEnough } from '../../../src/main/contribution/stop-rule'
import { buildCaseOutputs, buildModalityOutputs } from '../../fixtures/builders/case-outputs'
import { drawPatients, type PatientAmounts, type Population } from '../../fixtures/builders/cohort'

const cohorts = 2000
/** More patients than a stop ever needed here, or the end of the dataset. */
const most = 600

const populations: readonly (readonly [string, Population])[] = [
  ['two equal modalities', { shares: [0.5, 0.5], response: 0.5, spread: 0.3 }],
  ['one of nine tenths, scattered', { shares: [0.9, 0.1], response: 0.5, spread: 1 }],
  ['three, heavy-tailed', { shares: [0.6, 0.3, 0.1], response: 1.2, spread: 0.3 }],
  ['a faint one', { shares: [0.97, 0.03], response: 0.8, spread: 0.6 }],
]

function intervalsOf(patients: readonly Float64Array[], modalityCount: number): ShareIntervals | null {
  const caseCounts = patients.map(() => 1)
  return toShareIntervals({ rows: patients, caseCounts, ...shareRows('pooled', modalityCount) }, 1e-6)
}

/** Draws patients until the rule ends the run; the intervals are those of the end. */
function runCohort(population: Population, seed: number, tolerance: number): ShareIntervals | null {
  const settings = { tolerance, minCases: 30, blockSize: 10 }
  const next = drawPatients(population, seed)
  const patients: Float64Array[] = []
  let end = most
  let now: ShareIntervals | null = null
  while (patients.length < end) {
    for (let place = 0; place < settings.blockSize; place += 1) patients.push(Float64Array.from(next()))
    if (end < most && patients.length < end) continue
    now = intervalsOf(patients, population.shares.length)
    if (end === most && now !== null && isEnough(now, patients.length, settings)) {
      end = Math.min(most, confirmedCount(patients.length, settings))
    }
  }
  return now
}

/** How often the intervals of so many cohorts hold the truth, per modality. */
function coverage(
  truth: readonly number[],
  intervals: (seed: number) => ShareIntervals | null,
): readonly number[] {
  const covered = truth.map(() => 0)
  for (let seed = 0; seed < cohorts; seed += 1) {
    for (const [index, { interval }] of (intervals(seed)?.intervals ?? []).entries()) {
      const share = truth[index]!
      if (interval !== null && interval[0] <= share && share <= interval[1]) covered[index]! += 1
    }
  }
  return covered.map((count) => count / cohorts)
}

describe('the interval of an adaptive run', () => {
  it.each(
    populations.flatMap(([name, one]) => [0.03, 0.05].map((tolerance) => [name, tolerance, one] as const)),
  )(
    'holds the share of the population in 95 +- 2 percent of 2,000 cohorts: %s, tolerance %d',
    (name, tolerance, population) => {
      const held = coverage(population.shares, (seed) => runCohort(population, seed, tolerance))
      console.log(`adaptive, ${name}, ${tolerance}: ${held.join(', ')}`)
      for (const one of held) {
        expect(one).toBeGreaterThanOrEqual(0.93)
        expect(one).toBeLessThanOrEqual(0.97)
      }
    },
  )
})

const aggregations = ['pooled', 'per-case', 'per-case-per-class', 'part-mean', 'whole'] as const

/** How much of a modality's amount moves the first of two classes. */
const ofFirst = 0.7

/**
 * A case of two classes. What moves the first class, the second, and what the whole masks do are draws of their own; every second
 * modality of a case has one more part, which moves nothing.
 */
function toOutputs([first, second, whole]: readonly PatientAmounts[], place: number) {
  const modalities = (first ?? []).map((amount, index) => {
    const other = second![index]!
    const parts = [
      [ofFirst * amount, 0],
      [0, (1 - ofFirst) * other],
      // By a digit that nothing else depends on.
      ...(Math.floor(1e6 * amount) % 2 === 0 ? [[0, 0]] : []),
    ]
    return buildModalityOutputs(`m${index}`, parts, { wholeOutput: [0.6 * whole![index]!, 0] })
  })
  return buildCaseOutputs(`c${place}`, [0, 0], modalities)
}

/** m_i of the population by each aggregation; a mean of ratios has no closed form and is taken from many patients. */
function truthOf(population: Population, by: (typeof aggregations)[number]): readonly number[] {
  if (!by.startsWith('per-case')) return population.shares
  const next = drawPatients(population, 'truth')
  const count = 400_000
  const sums = population.shares.map(() => 0)
  for (let drawn = 0; drawn < count; drawn += 1) {
    const [first, second] = [next(), next()]
    const row =
      by === 'per-case' ? first.map((one, index) => ofFirst * one + (1 - ofFirst) * second[index]!) : first
    const total = row.reduce((sum, one) => sum + one, 0)
    for (const [index, one] of row.entries()) sums[index]! += one / total / count
  }
  return sums
}

describe('the interval of a run over all cases', () => {
  const cells = [10, 30, 100].flatMap((count) => aggregations.map((by) => [count, by] as const))
  it.each(cells)(
    'of %d patients holds the share of the population in 94 to 97 percent of cohorts on the mean: %s',
    (count, by) => {
      const all = populations.flatMap(([, population]) =>
        coverage(truthOf(population, by), (seed) => {
          const next = drawPatients(population, seed)
          const cases = Array.from({ length: count }, (_, k) =>
            toCaseDifferences(toOutputs([next(), next(), next()], k), 2e-6),
          )
          return toShareIntervals(toPatientSums(cases, by), 2e-6)
        }),
      )
      const mean = all.reduce((sum, one) => sum + one, 0) / all.length
      console.log(`${count} patients, ${by}: mean ${mean}, from ${Math.min(...all)} to ${Math.max(...all)}`)
      // method.md section 6 found 95 to 97 % in the mean over its cells, single cells from 93 %; of these cells the means are 94.4 to 95.4 %.
      expect(mean).toBeGreaterThanOrEqual(0.94)
      expect(mean).toBeLessThanOrEqual(0.97)
      expect(Math.min(...all)).toBeGreaterThanOrEqual(0.925)
    },
  )
})
