import type { ModalityContribution, ModalityVerdict } from '@shared/contribution'
import { adaptiveSettingsSchema, type AdaptiveSettings } from '@shared/study'
import { toRunVerdict, toVerdict } from '@shared/words/verdict'
import { describe, expect, it } from 'vitest'
import { buildContribution, buildModality } from '../../fixtures/builders/dataset-contribution'
import { buildVerdict } from '../../fixtures/builders/modality-verdict'
import { buildManifest, buildRunResult } from '../../fixtures/builders/run-result'

const image = buildModality('image', 0.7, { interval: [0.65, 0.74] })
const record = buildModality('record', 0.3, { interval: [0.26, 0.35] })

describe('the verdict of a run', () => {
  const ofState = (state: 'finished' | 'cancelled', adaptive: AdaptiveSettings | null): string => {
    const contribution = { ...buildContribution([image, record]), caseCount: 8 }
    const caseIds = Array.from({ length: 100 }, (_, index) => String(index))
    const manifest = buildManifest({ caseIds, settings: { ...buildManifest().settings, adaptive } })
    return toRunVerdict(buildRunResult(contribution, { state, manifest }), 0).headline
  }

  it('says first how much of a run that is not over it rests on', () => {
    const answer = 'The model responds most to image: 0.700 (95 % interval 0.650 to 0.740).'
    expect(ofState('finished', null)).toBe(answer)
    expect(ofState('cancelled', null)).toBe(`8 of 100 planned cases are computed. ${answer}`)
    expect(ofState('cancelled', adaptiveSettingsSchema.parse({}))).toBe(
      `8 of at most 100 planned cases are computed. ${answer}`,
    )
  })
})

describe('a verdict', () => {
  it('names the leading modality with its figure and interval', () => {
    const { headline, sentences } = toVerdict(buildContribution([record, image]), 0)
    expect(headline).toBe('The model responds most to image: 0.700 (95 % interval 0.650 to 0.740).')
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toContain('20 cases of 18 patients, aggregation pooled')
  })

  it('leaves the interval out where there is none', () => {
    const [first, second] = [image, record].map((one) => ({ ...one, interval: null }))
    expect(toVerdict(buildContribution([first!, second!]), 0).headline).toBe(
      'The model responds most to image: 0.700.',
    )
  })

  it('says why there is no interval, and what one rests on', () => {
    const headline = (rest: Partial<ModalityContribution>) =>
      toVerdict(buildContribution([{ ...image, ...rest }, record]), 0).headline
    expect(headline({ interval: null, intervalNote: 'too-few-patients' })).toContain(
      '0.700 (no interval: too few patients).',
    )
    expect(headline({ intervalNote: 'approximate', effectivePatients: 7.3 })).toContain(
      '0.740, approximate).',
    )
  })

  it('is careful when the intervals overlap, and when two figures are equal', () => {
    const wide = [
      buildModality('image', 0.55, { interval: [0.4, 0.7] }),
      buildModality('record', 0.45, { interval: [0.3, 0.6] }),
    ]
    expect(toVerdict(buildContribution(wide), 0).headline).toContain('though not clearly, falls on image')
    const equal = [buildModality('x1', 0.5), buildModality('x2', 0.5)]
    expect(toVerdict(buildContribution(equal), 0).headline).toBe(
      'No modality leads: x1 and x2 stand at 0.500 each.',
    )
  })

  it('names a collapse first, with both limits and the replacement', () => {
    const verdicts = [buildVerdict('record', 'collapse', [0.0005, 0.01], { replacement: 'zero' })]
    expect(toVerdict(buildContribution([image, record], { verdicts }), 0).alarms).toEqual([
      'Unimodal collapse: record adds nothing beside the others. The upper 95 % limits of its share are 0.0006 (pooled) and 0.012 (masked as a whole), both below 0.02; 40 patients. It was replaced by zero; masking with a typical value hides a modality that only gates the others.',
    ])
  })

  it('says of a silent modality at most how many respond, and from how many patients on that is a collapse', () => {
    const silent = (verdict: 'collapse' | 'no-response-seen', patientCount: number) =>
      buildVerdict('report', verdict, [0, 0], {
        ...{ basis: 'no-response', patientCount, leastPatients: 149 },
        respondingAtMost: 1 - 0.05 ** (1 / patientCount),
      })
    const said = (verdict: ReturnType<typeof silent>) =>
      toVerdict(buildContribution([image, record], { verdicts: [verdict] }), 0)
    const before = said(silent('no-response-seen', 24))
    expect(before.alarms).toEqual([])
    expect(before.sentences.join(' ')).toContain(
      'No response seen: report did not respond in any of 24 patients; at most 12 % of patients respond (95 %). It is called a collapse from 149 patients on (threshold 0.02).',
    )
    expect(said(silent('collapse', 162)).alarms[0]).toContain(
      'Unimodal collapse: report adds nothing beside the others. report did not respond in any of 162 patients; at most 1.8 % of patients respond (95 %).',
    )
  })

  it('says what is not decided with both figures and no alarm, and what the graph decides by itself', () => {
    const said = (verdict: ModalityVerdict) =>
      toVerdict(buildContribution([image, record], { verdicts: [verdict] }), 0)
    const open = said(buildVerdict('record', 'not-decided', [0.018, 0.23]))
    expect(open.alarms).toEqual([])
    expect(open.sentences[1]).toBe(
      'Not decided whether record adds anything beside the others. Its share is 0.018 (95 % limits 0.014 and 0.022) pooled and 0.230 (95 % limits 0.184 and 0.276) masked as a whole, against a threshold of 0.02; 40 patients.',
    )
    const few = said(buildVerdict('record', 'not-decided', [0.01, 0.01], { patientCount: 16 }))
    expect(few.sentences[1]).toContain(
      'both below 0.02; 16 patients are few: from 20 on this is called a collapse.',
    )
    const cut = said(buildVerdict('record', 'not-connected', [0, 0], { basis: 'graph', leastPatients: null }))
    expect(cut.alarms[0]).toContain('Unimodal collapse by structure: record is not connected.')
  })

  it('says of a result of an earlier version by which rule it was judged', () => {
    const collapse = [
      {
        ...{ modality: 'record', upperLimit: 0.009, verdict: 'collapse' as const },
        ...{ pooledUpperLimit: null, wholeUpperLimit: null },
      },
    ]
    const old = buildContribution([image, record], { collapse, intervalMethod: 'bootstrap' })
    expect(toVerdict(old, 0).alarms[0]).toContain('by the rule of an earlier version')
  })

  it('says which aggregation names which leader when they disagree', () => {
    const one = buildModality('image', 0.7, { byAggregation: { pooled: 0.7, 'part-mean': 0.2, whole: 0.6 } })
    const other = buildModality('record', 0.3, {
      byAggregation: { pooled: 0.3, 'part-mean': 0.8, whole: 0.4 },
    })
    const { sentences } = toVerdict(buildContribution([one, other], { aggregationsDisagree: true }), 0)
    expect(sentences.join(' ')).toContain(
      'pooled: image (0.700), part-mean: record (0.800), whole: image (0.600)',
    )
  })

  it('warns of inert parts above 10 %, and not at 10 %', () => {
    const said = (inertShare: number) =>
      toVerdict(buildContribution([{ ...image, inertShare }, record]), 0).sentences.join(' ')
    expect(said(0.23)).toContain('23 % of the parts of image equal their replacement value')
    expect(said(0.1)).not.toContain('replacement value')
  })

  it('counts silent and skipped cases', () => {
    const { sentences } = toVerdict(buildContribution([image, record], { silentCases: ['a', 'b'] }), 1)
    expect(sentences.join(' ')).toContain('2 cases did not respond to any masking and are left out')
    expect(sentences.join(' ')).toContain('(18 remain)')
    expect(sentences.join(' ')).toContain('1 case could not be used and is in no figure')
  })

  it('of a model that reacts to nothing says so and names no modality', () => {
    const flat = [image, record].map((one) => ({
      ...one,
      contribution: 0,
      interval: null,
      byAggregation: {},
    }))
    const { headline, sentences } = toVerdict(buildContribution(flat, { state: 'no-response' }), 2)
    expect(headline).toBe('The model did not respond to any masking.')
    expect(sentences.join(' ')).not.toContain('image')
    expect(sentences.join(' ')).toContain('2 cases could not be used')
  })

  it('speaks of what masking shows, never of causes or importance', () => {
    const { headline, alarms, sentences } = toVerdict(
      buildContribution([{ ...image, inertShare: 0.5 }, record], {
        verdicts: [
          buildVerdict('record', 'collapse', [0.01, 0.01]),
          buildVerdict('record', 'no-response-seen', [0, 0], { basis: 'no-response' }),
          buildVerdict('record', 'not-decided', [0.01, 0.1]),
          buildVerdict('record', 'not-connected', [0, 0], { basis: 'graph' }),
        ],
        aggregationsDisagree: true,
        silentCases: ['a'],
      }),
      3,
    )
    expect([headline, ...alarms, ...sentences].join(' ')).not.toMatch(
      /\b(because of|due to|important|proves?|diagnos\w+)\b/i,
    )
  })
})
