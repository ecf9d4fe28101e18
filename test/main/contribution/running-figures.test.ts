import { describe, expect, it } from 'vitest'
import { toCaseDifferences } from '../../../src/main/contribution/differences'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import { createRunningFigures } from '../../../src/main/contribution/running-figures'
import { differenceFloor } from '../../../src/main/contribution/contribution-options'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
} from '../../fixtures/builders/case-outputs'

const options = buildContributionOptions(['y'])
const floor = differenceFloor(options)
const casesOf = (count: number) =>
  Array.from({ length: count }, (_, place) =>
    buildCaseOutputs(
      `${place}`,
      [1],
      [modality('a', [[0.5 - 0.3 * Math.sin(place)]]), modality('b', [[0.9 - 0.05 * Math.cos(2 * place)]])],
    ),
  )

describe('the figures of a run that goes on', () => {
  it('are those of a result over the same cases, intervals and notes included, for every aggregation', () => {
    const cases = casesOf(30)
    const running = createRunningFigures(['a', 'b'], 'part-mean', floor)
    for (const one of cases.slice(0, -1)) running.add(toCaseDifferences(one, options.responseFloor))
    const last = running.add(toCaseDifferences(cases.at(-1)!, options.responseFloor)) ?? running.lookAtEnd()
    const { modalities } = toDatasetContribution(cases, options)
    expect(last).toMatchObject({ cases: 30, patients: 30, modalities: ['a', 'b'] })
    expect(last!.by.map(({ aggregation }) => aggregation)).toEqual(['part-mean', 'pooled', 'whole'])
    for (const { aggregation, shares, intervals, notes } of last!.by) {
      for (const [index, one] of modalities.entries()) {
        expect(shares[index]).toBeCloseTo(one.byAggregation[aggregation]!, 12)
        const known = one.intervals[aggregation]!
        expect(intervals[index]![0]).toBeCloseTo(known.interval![0], 12)
        expect(intervals[index]![1]).toBeCloseTo(known.interval![1], 12)
        expect(notes[index]).toBe(known.note)
      }
    }
  })

  it('come after every one of the first cases, without an interval below 5 patients, and then ever more seldom', () => {
    const running = createRunningFigures(['a', 'b'], 'pooled', floor)
    const looks = casesOf(400).flatMap((one) => running.add(toCaseDifferences(one, 0)) ?? [])
    expect(looks.slice(0, 6).map(({ cases }) => cases)).toEqual([1, 2, 3, 4, 5, 6])
    expect(looks[1]!.by[0]).toMatchObject({
      intervals: [null, null],
      notes: ['too-few-patients', 'too-few-patients'],
    })
    expect(looks.length).toBeLessThan(110)
    expect(looks.at(-1)!.cases).toBeGreaterThan(380)
  })

  it('count a patient once, whose cases need not follow each other', () => {
    const cases = casesOf(6).map((one, place) => ({ ...one, patient: `p${place % 2}` }))
    const running = createRunningFigures(['a', 'b'], 'pooled', floor)
    const looks = cases.map((one) => running.add(toCaseDifferences(one, 0)))
    expect(looks.at(-1)).toMatchObject({ cases: 6, patients: 2 })
    expect(running.lookAtEnd()).toBeNull()
  })
})
