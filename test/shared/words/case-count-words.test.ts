import { caseCountWords } from '@shared/words/case-count-words'
import { expect, it } from 'vitest'

it('tells a run that ended early from one that is not over', () => {
  const counts = { casesDone: 50, casesSkipped: 0, casesPlanned: 64 }
  expect(caseCountWords({ ...counts, state: 'running' })).toBe('50 of 64')
  expect(caseCountWords({ ...counts, state: 'finished' })).toBe('50 of 64, ended early')
  expect(caseCountWords({ ...counts, state: 'finished', casesDone: 64 })).toBe('64')
})

it('tells how many were skipped, which are among the planned ones and not among the done ones', () => {
  const counts = { casesDone: 11, casesSkipped: 9, casesPlanned: 20 }
  expect(caseCountWords({ ...counts, state: 'finished' })).toBe('11 of 20, 9 skipped')
  expect(caseCountWords({ ...counts, state: 'interrupted', casesPlanned: 40 })).toBe('11 of 40, 9 skipped')
  expect(caseCountWords({ ...counts, state: 'finished', casesPlanned: 40 })).toBe(
    '11 of 40, 9 skipped, ended early',
  )
})
