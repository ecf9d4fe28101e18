import { describe, expect, it } from 'vitest'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
  textLayout,
} from '../../fixtures/builders/case-outputs'
import { tenPatients } from '../../fixtures/builders/ten-patients'

/** Boxes, by hand: original 67, image a masked whole leaves 0, image o masked whole leaves 54. */
const boxes = buildCaseOutputs(
  'one',
  [67],
  [modality('a', [[0]], { layout: { kind: 'whole' } }), modality('o', [[54]], { layout: { kind: 'whole' } })],
)

/** f = relu(relu(x1 - 1) - relu(x2)) with masks of 0, by hand: (-10, -5) never moves; (3, 1) goes 1 -> 0 and 1 -> 2. */
const nestedRelu = [
  buildCaseOutputs('silent', [0], [modality('x1', [[0]]), modality('x2', [[0]])]),
  buildCaseOutputs('both', [1], [modality('x1', [[0]]), modality('x2', [[2]])]),
]

describe('a contribution over cases', () => {
  it('is 0.8375 : 0.1625 for differences of 67 and 13', () => {
    const { modalities, state } = toDatasetContribution([boxes], buildContributionOptions(['y']))
    expect(modalities.map(({ contribution }) => contribution)).toEqual([0.8375, 0.1625])
    expect(state).toBe('response')
  })

  it('takes absolute values before any sum, and leaves a silent case out of the means', () => {
    for (const aggregation of ['pooled', 'per-case', 'per-case-per-class', 'part-mean', 'whole'] as const) {
      const answer = toDatasetContribution(nestedRelu, buildContributionOptions(['f'], { aggregation }))
      expect(answer.modalities.map(({ contribution }) => contribution)).toEqual([0.5, 0.5])
      expect(answer.silentCases).toEqual(['silent'])
      expect(answer.caseCount).toBe(2)
      expect(answer.balance).toBe(1)
    }
  })

  it('gives every aggregation of two cases worked out by hand', () => {
    // Amounts: case 1 a 1, 3 over two parts (per class 3 and 1) against b 4; case 2 a 1 against b 3. Classes p, q.
    const cases = [
      buildCaseOutputs(
        '1',
        [10, 10],
        [
          modality(
            'a',
            [
              [9, 10],
              [8, 9],
            ],
            { wholeOutput: [10, 8] },
          ),
          modality('b', [[10, 14]], { wholeOutput: [10, 16] }),
        ],
      ),
      buildCaseOutputs(
        '2',
        [10, 10],
        [
          modality(
            'a',
            [
              [9, 10],
              [10, 10],
            ],
            { wholeOutput: [10, 10] },
          ),
          modality('b', [[7, 10]], { wholeOutput: [10, 8] }),
        ],
      ),
    ]
    const { modalities } = toDatasetContribution(cases, buildContributionOptions(['p', 'q']))
    const [a, b] = modalities
    expect(a!.byAggregation.pooled).toBeCloseTo(5 / 12, 15)
    // Case 1: 4 / 8, case 2: 1 / 4.
    expect(a!.byAggregation['per-case']).toBeCloseTo(3 / 8, 15)
    // p: (3/3 + 1/4) / 2 = 5/8; q: 1/5 in case 1, silent in case 2. Mean 33/80.
    expect(a!.byAggregation['per-case-per-class']).toBeCloseTo(33 / 80, 15)
    // 5 / 2 parts against 7 / 1.
    expect(a!.byAggregation['part-mean']).toBeCloseTo(2.5 / 9.5, 15)
    // Whole: 2 against 6 + 2.
    expect(a!.byAggregation.whole).toBeCloseTo(0.2, 15)
    expect(a!.perClass.map((one) => one?.toFixed(12))).toEqual([4 / 7, 1 / 5].map((one) => one.toFixed(12)))
    expect(b!.perClass.map((one) => one?.toFixed(12))).toEqual([3 / 7, 4 / 5].map((one) => one.toFixed(12)))
    expect(a!.enrichment).toBeCloseTo(5 / 12 / (2 / 3), 15)
    expect(a!.redundancy).toBeCloseTo(2 / 5, 15)
    expect(b!.redundancy).toBeCloseTo(8 / 7, 15)
    expect(a!.classShare.map((one) => one.toFixed(12))).toEqual(
      [4 / 12, 1 / 12].map((one) => one.toFixed(12)),
    )
  })

  it('answers a model that reacts to nothing with a state and finite figures', () => {
    const flat = buildCaseOutputs('one', [1, 2], [modality('a', [[1, 2]]), modality('b', [[1, 2]])])
    const answer = toDatasetContribution(
      [flat, { ...flat, caseId: 'two' }],
      buildContributionOptions(['p', 'q']),
    )
    expect(answer.state).toBe('no-response')
    expect(answer.silentCases).toEqual(['one', 'two'])
    expect(answer.balance).toBeNull()
    expect(answer.collapse).toEqual([])
    expect(answer.aggregationsDisagree).toBe(false)
    for (const one of answer.modalities) {
      expect(one).toMatchObject({ contribution: 0, interval: null, enrichment: null, redundancy: null })
      expect(one).toMatchObject({ concentration: null, byAggregation: {}, perClass: [null, null] })
    }
  })

  it('stays finite for no cases, and for a modality without parts', () => {
    expect(toDatasetContribution([], buildContributionOptions(['y'])).state).toBe('no-response')
    const empty = modality('text', [], { layout: textLayout([]), wholeOutput: [0.5] })
    for (const aggregation of ['pooled', 'part-mean', 'whole', 'per-case-per-class'] as const) {
      const answer = toDatasetContribution(
        [buildCaseOutputs('one', [1], [empty])],
        buildContributionOptions(['y'], { aggregation }),
      )
      expect(
        JSON.stringify(answer, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value)),
      ).not.toContain('NaN')
    }
  })

  it('says when pooled, part-mean and whole name different leaders, and not when two share the lead', () => {
    const manyParts = buildCaseOutputs(
      'one',
      [1],
      [modality('image', [[0.7], [0.7], [0.7], [0.7]], { wholeOutput: [0.5] }), modality('record', [[0]])],
    )
    expect(toDatasetContribution([manyParts], buildContributionOptions(['y'])).aggregationsDisagree).toBe(
      true,
    )
    const tie = buildCaseOutputs(
      'one',
      [1],
      [modality('a', [[0.5], [0.5]], { wholeOutput: [0] }), modality('b', [[0]], { wholeOutput: [0] })],
    )
    expect(toDatasetContribution([tie], buildContributionOptions(['y'])).aggregationsDisagree).toBe(false)
  })

  it('gives attributes and classes the interval of the same steps', () => {
    // Ten patients of shared/statistics/reference.json (shareInterval), the second modality cut into two attributes, of two classes.
    const cases = tenPatients.map(([one, other], k) =>
      buildCaseOutputs(
        `${k}`,
        [0, 0],
        [
          modality('a', [[one, 0]]),
          modality('b', [
            [0, other],
            [0, 0],
          ]),
        ],
      ),
    )
    const [, b] = toDatasetContribution(cases, buildContributionOptions(['p', 'q'])).modalities
    const [low, high] = [0.0802681021731694, 0.28293109753460033]
    const [carrying, still] = b!.attributes!
    for (const interval of [b!.interval, carrying!.interval, b!.classShareIntervals[1]!.interval]) {
      expect(interval![0]).toBeCloseTo(low, 12)
      expect(interval![1]).toBeCloseTo(high, 12)
    }
    expect(carrying).toMatchObject({ intervalNote: 'approximate' })
    expect(carrying!.effectivePatients).toBeCloseTo(6.38423645320197, 12)
    expect(still).toMatchObject({ contribution: 0, intervalNote: 'no-response-seen' })
    expect(still!.interval![1]).toBeCloseTo(0.30849710781876083, 12)
    expect(b!.classShareIntervals[0]!.note).toBe('no-response-seen')
    expect(b!.perClassIntervals.map((one) => one!.note)).toEqual([
      'no-response-seen',
      'nothing-else-responds',
    ])
    expect(b!.intervals.pooled!.interval).toEqual(b!.interval)
  })

  it('calls more than 20 intervals exploratory', () => {
    const wide = (count: number) => {
      const cases = Array.from({ length: 6 }, (_, k) =>
        buildCaseOutputs(
          `${k}`,
          [0],
          [
            modality('a', [[1 + k]], { layout: { kind: 'whole' } }),
            modality(
              'b',
              Array.from({ length: count }, (__, part) => [1 + part + (k % 2)]),
            ),
          ],
        ),
      )
      return toDatasetContribution(cases, buildContributionOptions(['y'])).exploratory
    }
    expect(wide(18)).toBe(false)
    expect(wide(19)).toBe(true)
  })

  it('counts inert parts and parts whose masking changes a label', () => {
    const one = buildCaseOutputs(
      'one',
      [0.6, 0.2],
      [
        modality(
          'a',
          [
            [0.4, 0.2],
            [0.55, 0.45],
            [0.7, 0.6],
          ],
          { inertParts: [1] },
        ),
        modality('b', [[0.6, 0.2]]),
      ],
    )
    const { outputs } = buildContributionOptions(['p', 'q'])
    const flips = (kind: 'multi-label' | 'multi-class' | 'regression', threshold = 0.5) =>
      toDatasetContribution(
        [one],
        buildContributionOptions(['p', 'q'], { outputs: { ...outputs, kind, threshold } }),
      ).modalities.map((each) => each.flips)
    expect(flips('multi-label')).toEqual([2, 0])
    expect(flips('multi-label', 0.65)).toEqual([1, 0])
    expect(flips('multi-class')).toEqual([0, 0])
    expect(flips('regression')).toEqual([0, 0])
    const [a] = toDatasetContribution([one], buildContributionOptions(['p', 'q'])).modalities
    expect(a).toMatchObject({ inertParts: 1 })
    expect(a!.inertShare).toBeCloseTo(1 / 3, 15)
  })

  it('takes the means of a word form over all its occurrences, whatever its case', () => {
    const report = (id: string, words: string[], outputs: number[][]) =>
      buildCaseOutputs(id, [1, 1], [modality('report', outputs, { layout: textLayout(words) })])
    const cases = [
      report(
        '1',
        ['No', 'fever', 'no'],
        [
          [0.8, 1],
          [1.2, 1.2],
          [1, 0.6],
        ],
      ),
      report('2', ['fever'], [[1, 1]]),
    ]
    const words = toDatasetContribution(cases, buildContributionOptions(['p', 'q'])).modalities[0]!.words!
    expect(words.map(({ word, occurrences }) => [word, occurrences])).toEqual([
      ['no', 2],
      ['fever', 2],
    ])
    expect(words[0]!.meanDifference).toBeCloseTo(0.15, 15)
    expect(words[0]!.signedPerClass.map((value) => Number(value.toFixed(12)))).toEqual([0.1, 0.2])
    expect(words[1]!.meanDifference).toBeCloseTo(0.1, 15)
    expect(words[1]!.signedPerClass.map((value) => Number(value.toFixed(12)))).toEqual([-0.1, -0.1])
  })

  it('gives the direction of a word for the class that each case predicts, where outputs add up to 1', () => {
    const layout = textLayout(['No'])
    const cases = [
      buildCaseOutputs('1', [0.7, 0.3], [modality('report', [[0.4, 0.6]], { layout })]),
      buildCaseOutputs('2', [0.2, 0.8], [modality('report', [[0.3, 0.7]], { layout })]),
    ]
    const wordOf = (kind: 'multi-class' | 'regression') => {
      const options = buildContributionOptions(['p', 'q'])
      const outputs = { ...options.outputs, kind }
      return toDatasetContribution(cases, { ...options, outputs }).modalities[0]!.words![0]!
    }
    const { signedPerClass, signedPredicted, predictedIn } = wordOf('multi-class')
    expect(signedPerClass.map((value) => Number(value.toFixed(12)))).toEqual([0.1, -0.1])
    // 0.7 - 0.4 for p in the first case, 0.8 - 0.7 for q in the second.
    expect(signedPredicted).toBeCloseTo(0.2, 12)
    expect(predictedIn).toEqual([1, 1])
    expect(wordOf('regression')).toMatchObject({ signedPredicted: null, predictedIn: [0, 0] })
  })

  it('has a mean map only where all cases share one grid', () => {
    const grid = (width: number) => ({
      kind: 'grid' as const,
      dims: [2, width],
      size: [2, 2],
      stride: [2, 2],
    })
    const picture = (id: string, width: number, outputs: number[][]) =>
      buildCaseOutputs(id, [1], [modality('image', outputs, { layout: grid(width) })])
    const first = picture('1', 4, [[0.5], [1]])
    const options = buildContributionOptions(['y'])
    const shared = toDatasetContribution([first, picture('2', 4, [[1], [1.5]])], options)
    expect(shared.modalities[0]!.meanMap?.meanDifference).toEqual([0.25, 0.25])
    const differing = toDatasetContribution([first, picture('2', 3, [[1], [1.5]])], options)
    expect(differing.modalities[0]!.meanMap).toBeNull()
  })

  it('tells a modality whose effect sits in one part from one that spreads evenly', () => {
    const even = Array.from({ length: 8 }, () => [0.9])
    const single = Array.from({ length: 8 }, (_, part) => [part === 3 ? 0 : 1])
    const one = buildCaseOutputs('one', [1], [modality('even', even), modality('single', single)])
    const [spread, sharp] = toDatasetContribution([one], buildContributionOptions(['y'])).modalities
    expect(spread!.concentration?.effectiveParts).toBeCloseTo(8, 12)
    expect(spread!.concentration?.topFiveShare).toBeCloseTo(5 / 8, 12)
    expect(sharp!.concentration).toEqual({ effectiveParts: 1, topFiveShare: 1 })
  })
})
