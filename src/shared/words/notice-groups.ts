/** Notices of a run in groups: those of one kind, of one modality, once, with the cases that they are about. */
import { describeError } from '../errors'
import type { Notice } from '../notice'
import { isSkippedCase, noticeSentence } from './describe-notice'

export interface NoticeGroup {
  readonly key: string
  /** warning: cases are missing or something was refused; note: good to know. */
  readonly kind: 'warning' | 'note'
  readonly title: string
  /** Of the first of them. */
  readonly sentence: string
  readonly advice: string
  /** In the order in which they came. */
  readonly caseIds: readonly string[]
  readonly areSkipped: boolean
}

/** Skipped cases first. */
export function noticeGroups(notices: readonly Notice[]): NoticeGroup[] {
  const groups = new Map<string, Notice[]>()
  for (const notice of notices) {
    const key = JSON.stringify([notice.code, notice.modality ?? '', isSkippedCase(notice)])
    const known = groups.get(key) ?? []
    groups.set(key, known)
    known.push(notice)
  }
  const all = [...groups].flatMap(([key, group]) => toGroup(key, group))
  return all.toSorted((a, b) => Number(b.areSkipped) - Number(a.areSkipped))
}

function toGroup(key: string, group: readonly Notice[]): NoticeGroup[] {
  const [first] = group
  if (first === undefined) return []
  const caseIds = [...new Set(group.flatMap(({ caseId }) => caseId ?? []))]
  const areSkipped = isSkippedCase(first)
  const { kind, advice } = describeError(first)
  return [
    {
      ...{ key, caseIds, areSkipped, advice },
      kind: areSkipped || kind !== 'notice' ? 'warning' : 'note',
      title: toTitle(caseIds.length, areSkipped),
      sentence: noticeSentence(first),
    },
  ]
}

function toTitle(count: number, areSkipped: boolean): string {
  if (count === 0) return ''
  const cases = `${count} ${count === 1 ? 'case' : 'cases'}`
  return areSkipped ? `${cases} skipped` : `In ${cases}`
}
