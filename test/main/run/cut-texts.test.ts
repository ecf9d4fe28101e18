import { describe, expect, it } from 'vitest'
import { noticeSentence } from '@shared/words/describe-notice'
import type { ErrorData } from '@shared/errors'
import { countCutTexts } from '../../../src/main/run/cut-texts'

const cut = (caseId: string, modality: string, side = 'end'): ErrorData => ({
  code: 'text/cut',
  details: { caseId, modality, side, tokens: 200, length: 128 },
})

describe('texts that were cut', () => {
  it('are counted by modality, side and length, in one sentence each', () => {
    const other: ErrorData = { code: 'text/encoding', details: { file: 'a.txt', encoding: 'x' } }
    const notices = [cut('a', 'report'), other, cut('b', 'report'), cut('a', 'history', 'start')]
    expect(countCutTexts(notices, 120).map(noticeSentence)).toEqual([
      'report: 2 of 120 texts are cut at the end to 128 tokens.',
      'history: 1 of 120 texts is cut at the start to 128 tokens.',
    ])
  })

  it('are not spoken of where there are none', () => {
    expect(countCutTexts([], 120)).toEqual([])
  })
})
