import type { DatasetContribution } from '@shared/contribution'
import { describe, expect, it } from 'vitest'
import type { ContributionOptions } from '../../../src/main/contribution/contribution-options'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import { leastSilentPatients } from '../../../src/main/contribution/verdicts'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs,
} from '../../fixtures/builders/case-outputs'

interface Effect {
  readonly parts: readonly number[]
  readonly whole: number
}

/** So many patients of one case; b has the effect that is given, a moves by 1 in its part and as a whole. */
function judge(
  count: number,
  b: Effect | ((k: number) => Effect),
  rest: Partial<ContributionOptions> = {},
): DatasetContribution {
  const cases = Array.from({ length: count }, (_, k) => {
    const { parts, whole } = typeof b === 'function' ? b(k) : b
    // Patients differ a little, so that there is an interval.
    const size = 1 + 0.2 * Math.sin(k)
    return buildCaseOutputs(
      `c${k}`,
      [0],
      [
        buildModalityOutputs('a', [[size]], { wholeOutput: [size] }),
        buildModalityOutputs(
          'b',
          parts.map((one) => [one]),
          { wholeOutput: [whole] },
        ),
      ],
    )
  })
  return toDatasetContribution(cases, buildContributionOptions(['y'], rest))
}
const about = ({ verdicts }: DatasetContribution) =>
  verdicts.map(({ modality, verdict, basis }) => [modality, verdict, basis])
const faint = (share: number): Effect => ({ parts: [share], whole: share })

describe('the verdict on a modality', () => {
  it('is a collapse where the upper limits of pooled and of whole are below the threshold', () => {
    const answer = judge(20, faint(0.001))
    expect(about(answer)).toEqual([['b', 'collapse', 'limits']])
    const [one] = answer.collapse
    expect(one).toMatchObject({ modality: 'b', verdict: 'collapse' })
    expect(one!.upperLimit).toBeLessThan(0.002)
    expect(one!.upperLimit).toBe(Math.max(one!.pooledUpperLimit!, one!.wholeUpperLimit!))
  })

  it('is not decided below 20 patients, and keeps what would be a collapse in the list by its limits', () => {
    const answer = judge(19, faint(0.001))
    expect(about(answer)).toEqual([['b', 'not-decided', 'limits']])
    expect(answer.collapse).toMatchObject([{ modality: 'b', verdict: 'not-decided' }])
    const without = judge(4, faint(0.001))
    expect(about(without)).toEqual([['b', 'not-decided', 'limits']])
    expect(without.collapse).toEqual([])
  })

  it('is not decided where pooled and whole disagree, either way: the number of parts is no verdict', () => {
    for (const b of [
      { parts: [0.001], whole: 0.3 },
      { parts: [0.3], whole: 0.001 },
    ]) {
      const answer = judge(40, b)
      expect(about(answer)).toEqual([['b', 'not-decided', 'limits']])
      expect(answer.collapse).toEqual([])
    }
  })

  it('is not decided where the limits straddle the threshold, and none where both are above it', () => {
    const scattered = judge(40, (k) => faint(k % 4 === 0 ? 0.08 : 0))
    const [{ pooled }] = scattered.verdicts as [DatasetContribution['verdicts'][number]]
    expect(pooled.lowerLimit).toBeLessThan(0.02)
    expect(pooled.upperLimit).toBeGreaterThan(0.02)
    expect(about(scattered)).toEqual([['b', 'not-decided', 'limits']])
    expect(about(judge(40, faint(0.3)))).toEqual([])
  })

  it('does not ask part-mean, which would hide the collapse of a small record', () => {
    const many = Array.from({ length: 100 }, () => 0.01)
    const cases = Array.from({ length: 40 }, (_, k) =>
      buildCaseOutputs(
        `c${k}`,
        [0],
        [
          buildModalityOutputs(
            'image',
            many.map((one) => [one * (1 + 0.2 * Math.sin(k))]),
            { wholeOutput: [1 + 0.2 * Math.sin(k)] },
          ),
          buildModalityOutputs('record', [[0.005]], { wholeOutput: [0.005] }),
        ],
      ),
    )
    const answer = toDatasetContribution(cases, buildContributionOptions(['y']))
    expect(answer.modalities[1]!.byAggregation['part-mean']).toBeGreaterThan(0.3)
    expect(about(answer)).toEqual([['record', 'collapse', 'limits']])
  })

  it('is no response seen where nothing of it moves anything, and a collapse from 149 patients on', () => {
    const none = { parts: [0, 0], whole: 0 }
    const before = judge(148, none)
    expect(about(before)).toEqual([['b', 'no-response-seen', 'no-response']])
    expect(before.collapse).toEqual([])
    expect(before.verdicts[0]).toMatchObject({ patientCount: 148, leastPatients: 149 })
    expect(before.verdicts[0]!.respondingAtMost).toBeCloseTo(1 - 0.05 ** (1 / 148), 15)
    const from = judge(149, none)
    expect(about(from)).toEqual([['b', 'collapse', 'no-response']])
    // shared/statistics/reference.json, shareIntervalEdges.allZero149.
    expect(from.collapse[0]!.upperLimit).toBeCloseTo(0.019904816220685073, 15)
  })

  it('takes a difference of 1e-6 for none and one above it for a response, in parts and in the whole', () => {
    const basis = (b: Effect) => judge(40, b).verdicts[0]!.basis
    expect(basis({ parts: [1e-6, -1e-6], whole: 1e-6 })).toBe('no-response')
    expect(basis({ parts: [1.01e-6, 0], whole: 0 })).toBe('limits')
    expect(basis({ parts: [0, 0], whole: 1.01e-6 })).toBe('limits')
  })

  it('counts patients for the threshold at hand', () => {
    // ceil(log 0.05 / log(1 - threshold)) by hand: 2.9957 / 0.0202027 = 148.3; / 0.0512933 = 58.4; / 0.6931 = 4.3.
    expect([0.02, 0.05, 0.5, 0, 1].map(leastSilentPatients)).toEqual([149, 59, 20, null, 20])
  })

  it('is a collapse by structure whatever the patients where the graph does not lead to the output', () => {
    const modalities = [
      { name: 'a', replacement: 'zero', connected: true },
      { name: 'b', replacement: 'mean', connected: false },
    ]
    const answer = judge(2, { parts: [0], whole: 0 }, { modalities })
    expect(about(answer)).toEqual([['b', 'not-connected', 'graph']])
    expect(answer.collapse).toMatchObject([{ modality: 'b', verdict: 'not-connected', upperLimit: 0 }])
    expect(answer.verdicts[0]!.replacement).toBe('mean')
  })

  it('is left out where nothing stands beside it or nothing responds', () => {
    const alone = Array.from({ length: 30 }, (_, k) =>
      buildCaseOutputs(`c${k}`, [0], [buildModalityOutputs('a', [[1 + k]])]),
    )
    expect(toDatasetContribution(alone, buildContributionOptions(['y'])).verdicts).toEqual([])
    const silent = alone.map((one) => ({
      ...one,
      modalities: [buildModalityOutputs('a', [[0]]), buildModalityOutputs('b', [[0]])],
    }))
    expect(toDatasetContribution(silent, buildContributionOptions(['y'])).verdicts).toEqual([])
  })
})
