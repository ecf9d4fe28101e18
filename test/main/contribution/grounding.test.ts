import { describe, expect, it } from 'vitest'
import type { CaseOutputs } from '@shared/outputs'
import type { Grounding } from '@shared/study'
import { createGrounding } from '../../../src/main/contribution/grounding'
import { studentQuantile } from '../../../src/main/contribution/student-quantile'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
} from '../../fixtures/builders/case-outputs'

const wish: Grounding = { modality: 'ct', label: 'lesion', draws: 2, otherPatient: true }
const layout = {
  ...{ kind: 'labels' as const, dims: [4], runs: [0, 1, 1, 3] },
  labels: [
    { name: 'lesion', value: 1, voxels: 1 },
    { name: 'rest', value: null, voxels: 3 },
  ],
}

/** Two outputs of 1; the label lowers the first by `label`, the controls by `elsewhere`. */
function caseOf(
  index: number,
  label: number,
  elsewhere: readonly number[],
  patient = `p${index}`,
): CaseOutputs {
  const ct = modality(
    'ct',
    [
      [1 - label, 1],
      [1, 1],
    ],
    { layout },
  )
  return {
    ...buildCaseOutputs(`c${index}`, [1, 1], [ct], patient),
    grounding: [
      { modality: 'ct', label: 'lesion', elsewhere: elsewhere.map((one) => [1 - one, 1]), other: null },
    ],
  }
}

function sum(cases: readonly CaseOutputs[], asked: Grounding = wish) {
  const grounding = createGrounding([asked], buildContributionOptions(['p', 'q']))
  for (const one of cases) grounding.add(one)
  return grounding.end()[0]!
}

describe('grounding over patients', () => {
  it('is the share of cases in which the label matters more, with the interval of a share', () => {
    // 24 of 30 are won; in the others the mean of the controls is larger.
    const cases = Array.from({ length: 30 }, (_, index) =>
      caseOf(index, 0.4 + index / 100, index % 5 === 0 ? [0.9, 0.8] : [0.1, 0.2]),
    )
    const { elsewhere } = sum(cases)
    expect(elsewhere).toMatchObject({ caseCount: 30, patientCount: 30, share: 0.8, intervalNote: null })
    expect(elsewhere.interval![0]).toBeCloseTo(0.608, 3)
    expect(elsewhere.interval![1]).toBeCloseTo(0.912, 3)
  })

  it('has for the mean difference the interval of a mean where every patient has one case', () => {
    const labels = Array.from({ length: 25 }, (_, index) => 0.3 + ((7 * index) % 11) / 20)
    const { elsewhere } = sum(labels.map((label, index) => caseOf(index, label, [0.1, 0.1])))
    const mean = labels.reduce((all, one) => all + one - 0.1, 0) / 25
    const deviation = Math.sqrt(labels.reduce((all, one) => all + (one - 0.1 - mean) ** 2, 0) / 24)
    const step = (studentQuantile(24, 'two-sided') * deviation) / 5
    expect(elsewhere.difference).toBeCloseTo(mean, 12)
    expect(elsewhere.differenceInterval![0]).toBeCloseTo(mean - step, 10)
    expect(elsewhere.differenceInterval![1]).toBeCloseTo(mean + step, 10)
    expect(elsewhere.differenceNote).toBeNull()
  })

  it('counts the cases of a patient together, and cases without the label or a place apart', () => {
    const none = {
      ...caseOf(90, 0, []),
      modalities: [modality('ct', [[1, 1]], { layout: { ...layout, labels: [layout.labels[1]!] } })],
    }
    const cases = [0, 1, 2, 3, 4, 5].map((index) => caseOf(index, 0.5, [0.1], `p${Math.floor(index / 2)}`))
    const answer = sum([...cases, none, caseOf(91, 0.5, [], 'p9')])
    expect(answer).toMatchObject({ withoutLabel: 1, notPlaced: 1 })
    expect(answer.elsewhere).toMatchObject({
      ...{ caseCount: 6, patientCount: 3, share: 1, interval: null, intervalNote: 'too-few-patients' },
    })
    expect(answer.otherPatient).toMatchObject({ caseCount: 0, share: null, labelAmount: null })
    expect(answer.cases).toHaveLength(7)
  })

  it('is won by no difference that is rounding, and may look at one output alone', () => {
    const cases = Array.from({ length: 6 }, (_, index) => caseOf(index, 0.2 + 4e-7, [0.2]))
    expect(sum(cases).elsewhere).toMatchObject({ share: 0, intervalNote: 'no-response-seen' })
    const second = sum(cases, { ...wish, output: 'q' })
    expect(second).toMatchObject({ output: 'q', elsewhere: { labelAmount: 0, controlAmount: 0, share: 0 } })
  })
})
