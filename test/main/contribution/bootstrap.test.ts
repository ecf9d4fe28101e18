import { describe, expect, it } from 'vitest'
import { bootstrapIntervals } from '../../../src/main/contribution/bootstrap'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
} from '../../fixtures/builders/case-outputs'

const settings = { resamples: 2000, seed: 4 }
/** Clusters of a value and its count, so that the mean comes from their sums. */
const toClusters = (numbers: readonly number[]) => numbers.map((one) => Float64Array.from([one, 1]))
const mean = ([sum = 0, count = 1]: Float64Array) => [sum / count]

describe('a bootstrap interval', () => {
  it('of a mean of many is about 1.96 standard errors wide on either side', () => {
    const numbers = Array.from({ length: 400 }, (_, index) => (index % 20) - 9.5)
    const [interval] = bootstrapIntervals(toClusters(numbers), mean, settings)!
    // Standard deviation of 0 .. 19 is 5.766, standard error 0.2883.
    expect(interval![0]).toBeCloseTo(-0.565, 1)
    expect(interval![1]).toBeCloseTo(0.565, 1)
  })

  it('is the same for the same seed and another for another', () => {
    const numbers = [1, 5, 7, 20]
    expect(bootstrapIntervals(toClusters(numbers), mean, settings)).toEqual(
      bootstrapIntervals(toClusters(numbers), mean, settings),
    )
    const wide = Array.from({ length: 30 }, (_, index) => index ** 2)
    expect(bootstrapIntervals(toClusters(wide), mean, { ...settings, seed: 5 })).not.toEqual(
      bootstrapIntervals(toClusters(wide), mean, settings),
    )
  })

  it('is absent below two clusters and where most draws show no response', () => {
    expect(bootstrapIntervals(toClusters([3]), mean, settings)).toBeNull()
    expect(bootstrapIntervals(toClusters([3, 4]), () => null, settings)).toBeNull()
  })

  it('draws all cases of a patient together', () => {
    const one = (caseId: string, patient: string | null, record: number) =>
      buildCaseOutputs(caseId, [1], [modality('image', [[0]]), modality('record', [[1 - record]])], patient)
    const options = buildContributionOptions(['y'])
    const records = [0.1, 0.9, 0.2, 0.8, 0.3, 0.7]
    const width = (patientOf: (index: number) => string | null) => {
      const cases = records.map((record, index) => one(`${index}`, patientOf(index), record))
      return toDatasetContribution(cases, options)
    }
    // Every patient has the same sum, so no draw differs; case by case they do.
    const paired = width((index) => `p${Math.floor(index / 2)}`)
    expect(paired.patientCount).toBe(3)
    expect(paired.modalities[1]!.interval![1] - paired.modalities[1]!.interval![0]).toBeCloseTo(0, 12)
    const alone = width(() => null)
    expect(alone.patientCount).toBe(6)
    expect(alone.modalities[1]!.interval![1] - alone.modalities[1]!.interval![0]).toBeGreaterThan(0.1)
    expect(width(() => 'same').modalities[1]!.interval).toBeNull()
  })

  it('of the attributes encloses their shares, for every aggregation', () => {
    const one = (index: number) =>
      buildCaseOutputs(
        `${index}`,
        [1],
        [
          modality('image', [[0.4 + (index % 3) * 0.2]]),
          modality('record', [[0.9], [0.5 + (index % 4) * 0.1]]),
        ],
      )
    const cases = Array.from({ length: 12 }, (_, index) => one(index))
    for (const aggregation of ['pooled', 'per-case', 'part-mean', 'whole', 'per-case-per-class'] as const) {
      const { modalities } = toDatasetContribution(cases, buildContributionOptions(['y'], { aggregation }))
      for (const { interval, contribution } of [modalities[1]!, ...modalities[1]!.attributes!]) {
        expect(interval![0]).toBeLessThanOrEqual(contribution)
        expect(interval![1]).toBeGreaterThanOrEqual(contribution)
        expect(interval![1]).toBeGreaterThan(interval![0])
      }
    }
  })
})
