import { intervalSentences } from '@shared/words/interval-words'
import { toVerdict } from '@shared/words/verdict'
import { describe, expect, it } from 'vitest'
import { buildContribution, buildModality } from '../fixtures/builders/dataset-contribution'

describe('a run of which no case has been computed', () => {
  it('says nothing of the model', () => {
    const none = buildContribution([], { state: 'no-response', caseCount: 0, patientCount: 0 })
    const { headline, alarms, sentences } = toVerdict(none, 0)
    expect(headline).toBe('No case has been computed.')
    expect(alarms).toEqual([])
    expect(sentences.join(' ')).not.toContain('respond')
  })
})

describe('what no interval shows', () => {
  const small = [['record', buildModality('record', 0.01)]] as const
  const sentences = (patientCount: number): string =>
    intervalSentences(small, { patientCount, intervalMethod: 'jackknife' }).join(' ')

  it('is said from five patients on: three of two are no share', () => {
    expect(sentences(4)).not.toContain('3 of')
    expect(sentences(5)).toContain('Under 60 % of the patients (3 of 5)')
  })
})
