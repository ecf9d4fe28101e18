/** What the pages of the cases of one run fetch again and again: a result that is finished does not change, a computed case neither. */
import type { Api } from '@shared/api'
import type { CaseContribution } from '@shared/contribution'
import type { RunResult } from '@shared/run'

const keptCases = 4
let result: RunResult | null = null
/** By run and case, the newest last. */
const cases = new Map<string, Promise<CaseContribution>>()

/** The result of a run; the last finished one is kept. */
export async function fetchResult(api: Api, run: string, signal?: AbortSignal): Promise<RunResult> {
  if (result?.run === run) return result
  const fetched = await api.runs.result({ run }, signal === undefined ? {} : { signal })
  if (fetched.state === 'finished') result = fetched
  return fetched
}

/** One case of a run; the last ones are kept, also those that were only fetched ahead. */
export function fetchCase(api: Api, run: string, caseId: string): Promise<CaseContribution> {
  const key = JSON.stringify([run, caseId])
  const found = cases.get(key) ?? api.runs.case({ run, caseId })
  cases.delete(key)
  cases.set(key, found)
  found.catch(() => cases.delete(key))
  for (const old of [...cases.keys()].slice(0, -keptCases)) cases.delete(old)
  return found
}

/** Forgets everything, for tests. */
export function forgetCases(): void {
  result = null
  cases.clear()
}
