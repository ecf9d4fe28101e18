/** How many cases a run has, for lists. */
import type { RunSummary } from './run'

/** "12 of 64" while a run is not over, "64" when it is; "50 of 64, ended early" for an adaptive run that knew enough. */
export function caseCountWords({
  state,
  casesDone,
  casesPlanned,
}: Pick<RunSummary, 'state' | 'casesDone' | 'casesPlanned'>): string {
  if (state !== 'finished') return `${casesDone} of ${casesPlanned}`
  return casesDone === casesPlanned ? String(casesDone) : `${casesDone} of ${casesPlanned}, ended early`
}
