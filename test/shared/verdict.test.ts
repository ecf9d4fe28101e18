import { toVerdict } from '@shared/verdict'
import { describe, expect, it } from 'vitest'
import { buildContribution, buildModality } from '../fixtures/builders/dataset-contribution'

const image = buildModality('image', 0.7, { interval: [0.65, 0.74] })
const record = buildModality('record', 0.3, { interval: [0.26, 0.35] })

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

  it('names a collapse with the upper limit, or with the share where there is no interval', () => {
    const weak = buildModality('record', 0.004, { interval: [0.001, 0.009] })
    const collapse = [{ modality: 'record', upperLimit: 0.009 }]
    expect(toVerdict(buildContribution([image, weak], { collapse }), 0).sentences).toContain(
      'Unimodal collapse: the model hardly responds to record; the upper limit of its interval is 0.009.',
    )
    const single = buildContribution([image, { ...weak, interval: null }], { collapse })
    expect(toVerdict(single, 0).sentences).toContain(
      'Unimodal collapse: the model hardly responds to record; its share is 0.009, without an interval.',
    )
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
    const { headline, sentences } = toVerdict(
      buildContribution([{ ...image, inertShare: 0.5 }, record], {
        collapse: [{ modality: 'record', upperLimit: 0.01 }],
        aggregationsDisagree: true,
        silentCases: ['a'],
      }),
      3,
    )
    expect([headline, ...sentences].join(' ')).not.toMatch(
      /\b(because of|due to|important|proves?|diagnos\w+)\b/i,
    )
  })
})
