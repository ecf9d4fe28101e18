/** Many refusals of cases -> one sentence for each kind of them. */
import { noticeSentence } from '@shared/words/describe-notice'
import { describeError } from '@shared/errors'
import type { Notice } from '@shared/notice'
import type { CaseRefusal, CaseSurvey } from './survey-cases'

const namedCases = 5

/** One per cause: how many cases of how many it concerns, some of their ids, and the sentence of the first. */
export function toRefusalNotices({ refusals, caseCount, readCount, isHopeless }: CaseSurvey): Notice[] {
  const causes = new Map<string, CaseRefusal[]>()
  for (const one of refusals) {
    const alike = causes.get(toCause(one)) ?? []
    causes.set(toCause(one), alike)
    alike.push(one)
  }
  return [...causes.values()].flatMap((alike, place): Notice[] => {
    const [first] = alike
    if (first === undefined) return []
    const { modality, error, caseId, foundIn } = first
    const details = {
      count: alike.length,
      total: foundIn === 'pixels' ? readCount : caseCount,
      isFirstCause: place === 0,
      isOfFirst: foundIn === 'pixels' && readCount < caseCount,
      caseIds: alike.slice(0, namedCases).map((one) => one.caseId),
      first: noticeSentence({ ...error, caseId }),
      advice: describeError(error).advice,
    }
    return [{ code: isHopeless ? 'run/would-fail' : 'run/would-skip', details, modality }]
  })
}

/** The same fault of the same modality in the same column. */
function toCause({ error, modality }: CaseRefusal): string {
  const { attribute = '', column = '' } = error.details
  return JSON.stringify([error.code, modality, attribute, column])
}
