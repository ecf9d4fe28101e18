/** What is not in the figures, and why. */
import { isSkippedCase } from '@shared/words/describe-notice'
import { withoutDoubts } from '@shared/words/doubt-words'
import { noticeLines, skippedLines } from '@shared/words/notice-lines'
import type { RunResult } from '@shared/run'
import type { Block } from './report-document'

const shownCases = 40

/** Cases that could not be computed. */
export function countSkipped({ notices }: RunResult): number {
  return notices.filter(isSkippedCase).length
}

/** Skipped and silent cases by name, and the other notices of the run. */
export function skippedBlocks(result: RunResult): Block[] {
  const skipped = skippedLines(result.notices)
  const { silentCases } = result.contribution
  return [
    { kind: 'heading', level: 2, text: 'Skipped and silent cases' },
    ...(skipped.length === 0
      ? [{ kind: 'paragraph' as const, text: 'No case was skipped.' }]
      : skipped.slice(0, shownCases).map(toParagraph)),
    ...(skipped.length > shownCases
      ? [{ kind: 'small' as const, text: `and ${skipped.length - shownCases} more` }]
      : []),
    {
      kind: 'paragraph',
      text:
        silentCases.length === 0
          ? 'No case was silent.'
          : `Silent (no output moved; left out of the per-case means): ${silentCases.slice(0, shownCases).join(', ')}.`,
    },
    ...noticeLines(withoutDoubts(result.notices), result.cases.length).map(toParagraph),
  ]
}

function toParagraph(text: string): Block {
  return { kind: 'paragraph', text }
}
