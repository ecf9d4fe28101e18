/** The list that a case was opened from, so that the next case is the next one of that list; kept for this window alone. */
import { caseListingSchema, type CaseListing } from '@shared/case-filter'
import type { ViewedStudy } from '@shared/study-view'

/** Cases in their order, and what that order is called. */
export interface CaseList {
  readonly name: string
  readonly ids: readonly string[]
}

/** A filtered and ordered list of the cases of a study; the engine knows which they are. */
export interface ListedCases {
  readonly name: string
  readonly listing: CaseListing
}

/** A list that is too long for the storage of a window is kept as long as the page lives. */
const lists = new Map<string, string>()

const keyOf = (of: ViewedStudy): string =>
  'run' in of ? `modalens.cases.run.${of.run}` : `modalens.cases.study.${of.studyId}`

/** Keeps the list that a case is about to be opened from. */
export function keepCaseList(of: ViewedStudy, list: CaseList | ListedCases): void {
  const text = JSON.stringify(list)
  lists.set(keyOf(of), text)
  try {
    sessionStorage.setItem(keyOf(of), text)
  } catch {
    // Full or forbidden; what an older list says would be wrong.
    sessionStorage.removeItem(keyOf(of))
  }
}

/** The list of a run that was kept; null without one, or when the case is not in it. */
export function keptCaseList(run: string, caseId: string): CaseList | null {
  const kept = readKept({ run })
  if (kept === null || !('ids' in kept) || !kept.ids.includes(caseId)) return null
  return kept
}

/** The list of a study's cases that was kept; null without one. */
export function keptListing(studyId: string): ListedCases | null {
  const kept = readKept({ studyId })
  return kept !== null && 'listing' in kept ? kept : null
}

function readKept(of: ViewedStudy): CaseList | ListedCases | null {
  const text = lists.get(keyOf(of)) ?? sessionStorage.getItem(keyOf(of))
  if (text === null) return null
  const kept: unknown = JSON.parse(text)
  return isList(kept) ? kept : null
}

function isList(kept: unknown): kept is CaseList | ListedCases {
  if (typeof kept !== 'object' || kept === null || !('name' in kept) || typeof kept.name !== 'string')
    return false
  const hasIds = 'ids' in kept && Array.isArray(kept.ids) && kept.ids.every((id) => typeof id === 'string')
  return hasIds || ('listing' in kept && caseListingSchema.safeParse(kept.listing).success)
}

/** Where a case stands in a list, from 0, and its neighbours. */
export interface CasePlaceInList {
  readonly name: string
  readonly index: number
  readonly total: number
  readonly previous: string | null
  readonly next: string | null
}

/** Null for a case that is not in the list. */
export function placeInList({ name, ids }: CaseList, caseId: string): CasePlaceInList | null {
  const index = ids.indexOf(caseId)
  if (index === -1) return null
  return {
    ...{ name, index, total: ids.length },
    previous: ids[index - 1] ?? null,
    next: ids[index + 1] ?? null,
  }
}
