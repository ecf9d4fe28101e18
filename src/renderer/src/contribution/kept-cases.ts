/** What the pages of the cases of one run fetch again and again: a result that is finished does not change, a computed case neither. */
import type { Api } from '@shared/api'
import type { CaseContribution } from '@shared/contribution'
import { keepLast } from '@shared/keep-last'
import type { RunResult } from '@shared/run'

const keptCases = 4
let result: RunResult | null = null

interface CaseQuestion {
  readonly api: Api
  readonly run: string
  readonly caseId: string
}

const askOnce = (): ((asked: CaseQuestion) => Promise<CaseContribution>) =>
  keepLast(
    keptCases,
    ({ run, caseId }: CaseQuestion) => JSON.stringify([run, caseId]),
    ({ api, run, caseId }) => api.runs.case({ run, caseId }),
  )
let cases = askOnce()

/** The result of a run; the last finished one is kept. */
export async function fetchResult(api: Api, run: string, signal?: AbortSignal): Promise<RunResult> {
  if (result?.run === run) return result
  const fetched = await api.runs.result({ run }, signal === undefined ? {} : { signal })
  if (fetched.state === 'finished') result = fetched
  return fetched
}

/** One case of a run; the last ones are kept, also those that were only fetched ahead. */
export function fetchCase(api: Api, run: string, caseId: string): Promise<CaseContribution> {
  return cases({ api, run, caseId })
}

/** Forgets everything, for tests. */
export function forgetCases(): void {
  result = null
  cases = askOnce()
}
