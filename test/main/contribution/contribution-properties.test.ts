import type { CaseOutputs } from '@shared/outputs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import {
  attributesLayout,
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs,
} from '../../fixtures/builders/case-outputs'

const aggregations = ['pooled', 'per-case', 'per-case-per-class', 'part-mean', 'whole'] as const
const classCount = 2
const names = ['p', 'q']
const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: classCount,
  maxLength: classCount,
})

/** Cohorts of cases with the same part counts in each. */
const cohort: fc.Arbitrary<CaseOutputs[]> = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 4 })
  .chain((counts) =>
    fc.array(
      fc.record({
        original: row,
        patient: fc.constantFrom('p1', 'p2', 'p3', null),
        parts: fc.tuple(...counts.map((count) => fc.array(row, { minLength: count, maxLength: count }))),
        wholes: fc.tuple(...counts.map(() => row)),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map((all) =>
    all.map(({ original, patient, parts, wholes }, index) =>
      buildCaseOutputs(
        `case ${index}`,
        original,
        parts.map((occluded, place) =>
          buildModalityOutputs(`m${place}`, occluded, { wholeOutput: wholes[place]! }),
        ),
        patient,
      ),
    ),
  )

const optionsOf = (aggregation: (typeof aggregations)[number]) =>
  buildContributionOptions(names, { aggregation, responseFloor: 0 })
const sharesOf = (cases: readonly CaseOutputs[], aggregation: (typeof aggregations)[number]) =>
  new Map(
    toDatasetContribution(cases, optionsOf(aggregation)).modalities.map(({ modality, contribution }) => [
      modality,
      contribution,
    ]),
  )
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const check = (property: fc.IProperty<[CaseOutputs[], (typeof aggregations)[number]]>) => {
  fc.assert(property, { numRuns: 60, seed: 3 })
}
const anyAggregation = fc.constantFrom(...aggregations)

describe('contributions', () => {
  it('lie in [0, 1], add up to 1, and so do attributes and classes to their modality', () => {
    check(
      fc.property(cohort, anyAggregation, (cases, aggregation) => {
        const { modalities, state, balance } = toDatasetContribution(cases, optionsOf(aggregation))
        if (state === 'no-response') return
        expect(sum(modalities.map(({ contribution }) => contribution))).toBeCloseTo(1, 12)
        if (balance !== null) expect(balance).toBeLessThanOrEqual(1)
        for (const { contribution, interval, attributes, classShare, perClass } of modalities) {
          expect(contribution).toBeGreaterThanOrEqual(0)
          expect(contribution).toBeLessThanOrEqual(1)
          for (const share of perClass) expect(share ?? 0).toBeLessThanOrEqual(1)
          if (interval !== null) expect(interval[0]).toBeLessThanOrEqual(interval[1])
          // Attributes and classes follow the part differences, which a whole mask may have without them.
          const hasParts = sum(classShare) > 0
          expect(sum(classShare)).toBeCloseTo(hasParts ? contribution : 0, 12)
          expect(sum((attributes ?? []).map((one) => one.contribution))).toBeCloseTo(
            hasParts ? contribution : 0,
            12,
          )
        }
      }),
    )
  })

  it('do not depend on the order of cases, modalities or parts', () => {
    const reversed = (cases: readonly CaseOutputs[]): CaseOutputs[] =>
      cases.toReversed().map((one) => ({
        ...one,
        modalities: one.modalities.toReversed().map((modality) => ({
          ...modality,
          occludedOutput: modality.occludedOutput.toReversed(),
        })),
      }))
    check(
      fc.property(cohort, anyAggregation, (cases, aggregation) => {
        const forwards = sharesOf(cases, aggregation)
        for (const [name, share] of sharesOf(reversed(cases), aggregation))
          expect(Math.abs(share - forwards.get(name)!)).toBeLessThanOrEqual(1e-15)
      }),
    )
  })

  it('do not change when all outputs are scaled', () => {
    check(
      fc.property(cohort, anyAggregation, (cases, aggregation) => {
        const scale = (numbers: readonly number[]) => numbers.map((one) => one * 1024)
        const scaled = cases.map((one) => ({
          ...one,
          originalOutput: scale(one.originalOutput),
          modalities: one.modalities.map((modality) => ({
            ...modality,
            occludedOutput: modality.occludedOutput.map(scale),
            wholeOutput: scale(modality.wholeOutput),
          })),
        }))
        expect(sharesOf(scaled, aggregation)).toEqual(sharesOf(cases, aggregation))
      }),
    )
  })

  it('are 0 for a modality that moves nothing, and leave the others as they were', () => {
    check(
      fc.property(cohort, anyAggregation, (cases, aggregation) => {
        const before = sharesOf(cases, aggregation)
        const withIdle = cases.map((one) => ({
          ...one,
          modalities: [
            ...one.modalities,
            buildModalityOutputs('idle', [one.originalOutput, one.originalOutput], {
              layout: attributesLayout(2),
            }),
          ],
        }))
        const after = sharesOf(withIdle, aggregation)
        expect(after.get('idle')).toBe(0)
        for (const [name, share] of before) expect(after.get(name)).toBeCloseTo(share, 14)
      }),
    )
  })
})
