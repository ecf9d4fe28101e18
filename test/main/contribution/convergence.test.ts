import { aggregations, type AdaptiveSettings } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { createConvergence } from '../../../src/main/contribution/convergence'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import { toCaseDifferences } from '../../../src/main/contribution/differences'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs,
} from '../../fixtures/builders/case-outputs'
import { drawPatients, type PatientAmounts, type Population } from '../../fixtures/builders/cohort'

const population: Population = { shares: [0.6, 0.3, 0.1], response: 0.5, spread: 0.4 }
const draw = (count: number, seed = 1, from = population) => {
  const next = drawPatients(from, seed)
  return Array.from({ length: count }, next)
}
const settings: AdaptiveSettings = { tolerance: 0.03, minCases: 30, blockSize: 10 }

/** A case whose modalities have one part each that moves the only output by its amount. */
const toOutputs = (amounts: PatientAmounts, place: number) =>
  buildCaseOutputs(
    `c${place}`,
    [0],
    amounts.map((amount, index) => buildModalityOutputs(`m${index}`, [[amount]])),
    `p${place}`,
  )

function watch(patients: readonly PatientAmounts[], rest: Partial<AdaptiveSettings> = {}) {
  const convergence = createConvergence('pooled', { ...settings, ...rest }, 0)
  const looks = patients.map((one, place) =>
    convergence.addPatient([toCaseDifferences(toOutputs(one, place), 0)]),
  )
  return { ...convergence, looks: looks.filter((look) => look !== null) }
}
const isNarrow = ({ intervals }: { intervals: readonly (readonly [number, number] | null)[] }) =>
  intervals.every((one) => one !== null && (one[1] - one[0]) / 2 <= settings.tolerance)

describe('createConvergence', () => {
  it('looks after whole blocks, and once more at the end', () => {
    const { looks, lookAtEnd } = watch(draw(47))
    expect(looks.map(({ patients }) => patients)).toEqual([10, 20, 30, 40])
    expect(lookAtEnd()).toMatchObject({ patients: 47, cases: 47 })
    expect(lookAtEnd()).toBeNull()
  })

  it('stops a quarter after the first look whose intervals are all narrow enough', () => {
    const { looks, stopAfter } = watch(draw(600))
    const first = looks.find((look) => look.patients >= 30 && isNarrow(look))!
    expect(stopAfter()).toBe(Math.ceil((1.25 * first.patients) / 10) * 10)
  })

  it('decides the same however much is known of what comes later', () => {
    const patients = draw(600)
    const stop = watch(patients).stopAfter()!
    for (const known of [stop, stop + 7, 599]) expect(watch(patients.slice(0, known)).stopAfter()).toBe(stop)
    expect(watch(patients.slice(0, 35)).stopAfter()).toBeNull()
  })

  it('waits for the cases asked for, and where a few patients carry everything', () => {
    expect(watch(draw(400), { minCases: 300 }).stopAfter()).toBeGreaterThanOrEqual(375)
    expect(watch(draw(100, 3, { ...population, response: 3 }), { tolerance: 0.2 }).stopAfter()).toBeNull()
  })

  it('says nothing as long as nothing responds, and leaves a patient without outputs out', () => {
    const { looks, addPatient, patientCount } = watch(Array.from({ length: 20 }, () => [0, 0]))
    expect(looks).toEqual([])
    expect(addPatient([])).toBeNull()
    expect(patientCount()).toBe(20)
  })

  it.each(aggregations.filter((name) => name !== 'per-class'))(
    'has the shares and intervals of the result in its last look: %s',
    (aggregation) => {
      const outputs = draw(40).map(toOutputs)
      const convergence = createConvergence(aggregation, settings, 0)
      const [last] = outputs.map((one) => convergence.addPatient([toCaseDifferences(one, 0)])).slice(-1)
      const options = buildContributionOptions(['y'], {
        aggregation,
        responseFloor: 0,
      })
      const { modalities } = toDatasetContribution(outputs, options)
      for (const [index, { contribution, interval }] of modalities.entries()) {
        expect(contribution).toBeCloseTo(last!.shares[index]!, 12)
        expect(interval).toEqual(last!.intervals[index])
      }
    },
  )
})
