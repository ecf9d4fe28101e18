/** How many cases a run has, for lists. */
import type { RunSummary } from '../run'

/**
 * "12 of 64" while a run is not over, "64" when it is; "11 of 20, 9 skipped" where cases failed; "50 of 64, ended early" for an
 * adaptive run that knew enough.
 */
export function caseCountWords({
  state,
  casesDone,
  casesSkipped,
  casesPlanned,
}: Pick<RunSummary, 'state' | 'casesDone' | 'casesSkipped' | 'casesPlanned'>): string {
  if (state === 'damaged') return ''
  const isEarly = state === 'finished' && casesDone + casesSkipped < casesPlanned
  const words = [
    ...(casesSkipped === 0 ? [] : [`${casesSkipped} skipped`]),
    ...(isEarly ? ['ended early'] : []),
  ]
  if (state === 'finished' && words.length === 0) return String(casesDone)
  return [`${casesDone} of ${casesPlanned}`, ...words].join(', ')
}
