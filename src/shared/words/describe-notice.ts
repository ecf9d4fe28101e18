/** A notice as a person reads it: the sentence of its error, and the case that it is about. */
import { describeError } from '../errors'
import type { Notice } from '../notice'

/** Names the case in front unless the sentence begins with it. An id may be a digit that stands in any file name. */
export function noticeSentence(notice: Notice): string {
  const { sentence } = describeError(notice)
  const { caseId } = notice
  const isNamed =
    caseId === undefined || (notice.details['caseId'] === caseId && sentence.startsWith(`Case ${caseId}`))
  return isNamed ? sentence : `Case ${caseId}: ${sentence}`
}

/** A case is skipped by an error; what its readers merely noticed did not stop it. */
export function isSkippedCase(notice: Notice): boolean {
  return notice.caseId !== undefined && describeError(notice).kind !== 'notice'
}
