import { attributeBarOption } from '@shared/charts/attribute-bar'
import { convergenceOption } from '@shared/charts/convergence'
import { classShareOption } from '@shared/charts/class-share'
import { contributionBarOption } from '@shared/charts/contribution-bar'
import { lightTheme } from '@shared/charts/theme'
import { init, type EChartsOption } from 'echarts'
import { describe, expect, it } from 'vitest'
import {
  buildAttribute,
  buildContribution,
  buildModality,
} from '../../fixtures/builders/dataset-contribution'

/** The words of the chart as it is drawn: what a reader sees, not what an option says. */
function drawnWords(option: EChartsOption): string[] {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 640, height: 240 })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  expect(svg).not.toContain('NaN')
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '')
}

const two = [
  buildModality('image', 0.72, {
    interval: [0.68, 0.75],
    byAggregation: { pooled: 0.72, 'part-mean': 0.25, whole: 0.6 },
  }),
  buildModality('record', 0.28, {
    interval: [0.25, 0.32],
    byAggregation: { pooled: 0.28, 'part-mean': 0.75, whole: 0.4 },
  }),
]

describe('the contribution chart', () => {
  it('writes pooled with its interval, part-mean and whole side by side', () => {
    const words = drawnWords(contributionBarOption(buildContribution(two), lightTheme))
    for (const word of ['pooled, 95 % interval', 'part-mean', 'whole', 'image', 'record'])
      expect(words).toContain(word)
    expect(words).toContain('0.720  [0.680, 0.750]')
    expect(words).toEqual(expect.arrayContaining(['0.250', '0.600', '0.750', '0.400']))
  })

  it('puts another leading aggregation before the three', () => {
    const words = drawnWords(
      contributionBarOption(buildContribution(two, { aggregation: 'per-case' }), lightTheme),
    )
    expect(words).toEqual(expect.arrayContaining(['per-case, 95 % interval', 'pooled', 'part-mean', 'whole']))
  })

  it('writes a figure without an interval where there is none, and a dash without response', () => {
    const single = two.map((one) => ({ ...one, interval: null }))
    expect(drawnWords(contributionBarOption(buildContribution(single), lightTheme))).toContain('0.720')
    const flat = single.map((one) => ({ ...one, contribution: 0, byAggregation: {} }))
    const words = drawnWords(
      contributionBarOption(buildContribution(flat, { state: 'no-response' }), lightTheme),
    )
    expect(words.filter((word) => word === '-')).toHaveLength(6)
  })
})

describe('the attribute chart', () => {
  it('puts the largest attribute first and writes every figure', () => {
    const attributes = [buildAttribute('age', 0.1), buildAttribute('crp', 0.3, { interval: [0.2, 0.4] })]
    const words = drawnWords(attributeBarOption(attributes, lightTheme))
    expect(words.indexOf('crp')).toBeLessThan(words.indexOf('age'))
    expect(words).toEqual(expect.arrayContaining(['0.300  [0.200, 0.400]', '0.100']))
  })
})

describe('the class chart', () => {
  it('writes the share of each modality within each output, and leaves a silent output empty', () => {
    const modalities = [
      buildModality('image', 0.7, { perClass: [0.9, null] }),
      buildModality('record', 0.3, { perClass: [0.1, null] }),
    ]
    const option = classShareOption(
      buildContribution(modalities, { outputNames: ['BCC', 'NEV'] }),
      lightTheme,
    )
    const words = drawnWords(option)
    expect(words).toEqual(expect.arrayContaining(['image', 'record', 'BCC', 'NEV', '0.900', '0.100']))
    expect(words.filter((word) => /^0\.\d{3}$/.test(word))).toHaveLength(2)
  })
})

describe('the convergence chart', () => {
  it('has a line with its band per modality, over the cases used', () => {
    const looks = [10, 20].map((cases) => ({
      cases,
      patients: cases,
      shares: [0.7, 0.3],
      intervals: [
        [0.6, 0.8],
        [0.2, 0.4],
      ] satisfies [number, number][],
    }))
    const words = drawnWords(convergenceOption(looks, ['image', 'record'], lightTheme))
    expect(words).toEqual(expect.arrayContaining(['image', 'record', 'cases used', '20', '0.5']))
  })
})
