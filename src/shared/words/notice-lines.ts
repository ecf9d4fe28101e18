/** Notices as a person reads them in a row: none twice, and what many cases have in common once, with their number. */
import { isSkippedCase, noticeSentence } from './describe-notice'
import type { Notice } from '../notice'

const namedCases = 5

/** The verdict and the lines below the tables say these, with the figures; they are notices for those who read result.json alone. */
const saidWithFigures: ReadonlySet<Notice['code']> = new Set([
  'run/few-patients',
  'run/no-interval',
  'run/inert-parts',
])

/** One line per skipped case. */
export function skippedLines(notices: readonly Notice[]): string[] {
  return [...new Set(notices.filter(isSkippedCase).map(noticeSentence))]
}

/** Everything else that was noticed; `caseCount` is the number of cases that were computed, null where only some were looked at. */
export function noticeLines(notices: readonly Notice[], caseCount: number | null): string[] {
  const alike = new Map<string, Notice[]>()
  const isTold = (one: Notice): boolean => !isSkippedCase(one) && !saidWithFigures.has(one.code)
  for (const notice of notices.filter(isTold)) {
    const known = alike.get(noticeKey(notice)) ?? []
    alike.set(noticeKey(notice), known)
    known.push(notice)
  }
  return [...alike.values()].map((group) => groupLine(group, caseCount))
}

/** Notices with the same key say the same, of other cases. */
export function noticeKey(notice: Notice): string {
  const { code, modality = '', caseId } = notice
  return caseId === undefined ? noticeSentence(notice) : JSON.stringify([code, modality])
}

/** a, b, c, d, e, ... */
export function caseNames(caseIds: readonly string[]): string {
  return [...caseIds.slice(0, namedCases), ...(caseIds.length > namedCases ? ['...'] : [])].join(', ')
}

function groupLine(group: readonly Notice[], caseCount: number | null): string {
  const [first] = group
  if (first === undefined) return ''
  const caseIds = [...new Set(group.flatMap(({ caseId }) => caseId ?? []))]
  if (caseIds.length < 2) return noticeSentence(first)
  const total = caseCount === null ? '' : `of ${caseCount} `
  return `In ${caseIds.length} ${total}cases (${caseNames(caseIds)}), the first of them: ${noticeSentence(first)}`
}
