import { expect, it } from 'vitest'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import { toCaseDifferences } from '../../../src/main/contribution/differences'
import { createRunningContribution } from '../../../src/main/contribution/running-contribution'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
} from '../../fixtures/builders/case-outputs'

it('shows the pooled shares of the cases so far, and nothing before the first response', () => {
  const cases = [
    buildCaseOutputs('1', [1], [modality('a', [[1]]), modality('b', [[1]])]),
    buildCaseOutputs('2', [1], [modality('a', [[0.5]]), modality('b', [[0.9]])]),
    buildCaseOutputs('3', [2], [modality('a', [[1.75]]), modality('b', [[0]])]),
  ]
  const running = createRunningContribution(['a', 'b'])
  running.add(toCaseDifferences(cases[0]!, 0))
  expect(running.shares()).toEqual({})
  running.add(toCaseDifferences(cases[1]!, 0))
  running.add(toCaseDifferences(cases[2]!, 0))
  const { modalities } = toDatasetContribution(cases, buildContributionOptions(['y']))
  for (const { modality: name, contribution } of modalities)
    expect(running.shares()[name]).toBeCloseTo(contribution, 14)
})
