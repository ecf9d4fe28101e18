import { caseCountWords } from '@shared/case-count-words'
import { expect, it } from 'vitest'

it('tells a run that ended early from one that is not over', () => {
  const counts = { casesDone: 50, casesPlanned: 64 }
  expect(caseCountWords({ state: 'running', ...counts })).toBe('50 of 64')
  expect(caseCountWords({ state: 'finished', ...counts })).toBe('50 of 64, ended early')
  expect(caseCountWords({ state: 'finished', casesDone: 64, casesPlanned: 64 })).toBe('64')
})
