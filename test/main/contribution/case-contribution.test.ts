import { describe, expect, it } from 'vitest'
import { toCaseContribution } from '../../../src/main/contribution/case-contribution'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
} from '../../fixtures/builders/case-outputs'

const options = buildContributionOptions(['p', 'q'])

describe('the contribution of a case', () => {
  it('keeps the sign of every difference: positive where masking lowers the output', () => {
    const outputs = buildCaseOutputs(
      'one',
      [1, 1],
      [modality('a', [[0.5, 2]], { wholeOutput: [0, 1] }), modality('b', [[1, 1.5]])],
    )
    const { modalities, silent } = toCaseContribution(outputs, options)
    expect(silent).toBe(false)
    expect(modalities[0]).toMatchObject({ contribution: 0.75, signed: [[0.5, -1]], whole: [1, 0] })
    expect(modalities[1]).toMatchObject({ contribution: 0.25, signed: [[0, -0.5]] })
  })

  it('has no shares when it is silent', () => {
    const outputs = buildCaseOutputs('one', [1, 1], [modality('a', [[1, 1]]), modality('b', [[1, 1 - 1e-9]])])
    const { modalities, silent } = toCaseContribution(outputs, options)
    expect(silent).toBe(true)
    expect(modalities.map(({ contribution }) => contribution)).toEqual([null, null])
  })

  it('lists the parts whose masking changes the class', () => {
    const outputs = buildCaseOutputs(
      'one',
      [0.6, 0.4],
      [
        modality('a', [
          [0.3, 0.7],
          [0.9, 0.1],
        ]),
      ],
    )
    const { modalities } = toCaseContribution(outputs, {
      ...options,
      outputs: { ...options.outputs, kind: 'multi-class' },
    })
    expect(modalities[0]!.flips).toEqual([0])
  })
})
