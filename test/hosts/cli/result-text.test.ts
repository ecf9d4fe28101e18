import { expect, it } from 'vitest'
import { noticeSentence } from '@shared/words/describe-notice'
import type { Notice } from '@shared/notice'
import { toResultText } from '../../../src/main/hosts/cli/result-text'
import { buildContribution, buildModality } from '../../fixtures/builders/dataset-contribution'
import { buildRunResult } from '../../fixtures/builders/run-result'

it('says of the notices what was not told while the run went on, and of skipped cases that were only their names', () => {
  const skipped: Notice = { code: 'file/not-found', details: { file: 'scan_017.png' }, caseId: '1' }
  const told: Notice = { code: 'run/fixed-batch', details: { model: 'm.onnx', batch: 1 } }
  const news: Notice = { code: 'text/encoding', details: { file: 'a.csv', encoding: 'Windows-1252' } }
  const result = buildRunResult(buildContribution([buildModality('image', 1)]), {
    notices: [skipped, told, news],
  })
  const after = toResultText(result, new Set([noticeSentence(skipped), noticeSentence(told)]))
  expect(after).toContain('Skipped cases, as said above: 1.')
  expect(after).toContain(`Notices:\n  ${noticeSentence(news)}`)
  expect(after).not.toContain(noticeSentence(told))
  expect(after).not.toContain(noticeSentence(skipped))
  const alone = toResultText(result)
  for (const one of [skipped, told, news]) expect(alone).toContain(`  ${noticeSentence(one)}`)
})
