import { expect, it } from 'vitest'
import { noticeLines, skippedLines } from '@shared/words/notice-lines'
import type { Notice } from '@shared/notice'

const encoding = (caseId: string, file: string): Notice => ({
  ...{ code: 'text/encoding', details: { file, encoding: 'Windows-1252' } },
  ...{ caseId, modality: 'report' },
})
const skipped = (caseId: string): Notice => ({
  ...{ code: 'file/not-found', details: { file: 'scan_017.png' } },
  caseId,
})

it('says what several cases have in common once, with their number and the first of them', () => {
  const notices = ['1', '2', '3', '4', '5', '6'].map((id) => encoding(id, `${id}.txt`))
  expect(noticeLines([...notices, skipped('7')], 60)).toEqual([
    'In 6 of 60 cases (1, 2, 3, 4, 5, ...), the first of them: Case 1: 1.txt does not say how its letters are encoded; it was read as Windows-1252.',
  ])
})

it('says what is not about a case once', () => {
  const notice: Notice = { code: 'run/no-difference', details: {} }
  expect(noticeLines([notice, notice], 3)).toHaveLength(1)
})

it('gives every skipped case a line of its own that begins with its name', () => {
  expect(skippedLines([skipped('1'), skipped('7'), skipped('0'), encoding('2', 'a.txt')])).toEqual(
    ['1', '7', '0'].map((id) => `Case ${id}: There is no file or folder scan_017.png.`),
  )
})
