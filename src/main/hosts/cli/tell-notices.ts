/** The notices of a run while it goes on: each is said once, and what later cases have in common with an earlier one is counted. */
import { isSkippedCase, noticeSentence } from '@shared/words/describe-notice'
import { caseNames, noticeKey } from '@shared/words/notice-lines'
import type { Notice } from '@shared/notice'

export interface NoticeTeller {
  readonly tell: (notice: Notice) => void
  /** Says of how many more cases a notice holds. */
  readonly end: () => void
}

/** Makes the teller of one run. */
export function createNoticeTeller(say: (words: string) => void): NoticeTeller {
  const said = new Set<string>()
  const more = new Map<string, { readonly first: Notice; readonly caseIds: Set<string> }>()
  const sayOnce = (sentence: string): void => {
    if (!said.has(sentence)) say(sentence)
    said.add(sentence)
  }
  return {
    tell: (notice) => {
      const { caseId } = notice
      const group = more.get(noticeKey(notice))
      if (caseId === undefined || isSkippedCase(notice)) sayOnce(noticeSentence(notice))
      else if (group !== undefined) group.caseIds.add(caseId)
      else {
        more.set(noticeKey(notice), { first: notice, caseIds: new Set([caseId]) })
        sayOnce(noticeSentence(notice))
      }
    },
    end: () => {
      for (const { first, caseIds } of more.values()) {
        const others = [...caseIds].filter((caseId) => caseId !== first.caseId)
        if (others.length > 0)
          say(
            `The same as of case ${first.caseId ?? ''}${first.modality === undefined ? '' : `, ${first.modality},`} holds for ${others.length} more: ${caseNames(others)}.`,
          )
      }
    },
  }
}
