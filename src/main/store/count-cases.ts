/** How many cases a run has done, for lists: from the index, or the heads of the records. */
import type { RunManifest } from '@shared/run'
import { withLog } from './log-reader'
import type { RunFolder } from './run-folder'

/** Cases of a log: computed, and left out because of a fault. */
export interface CaseCounts {
  readonly casesDone: number
  readonly casesSkipped: number
}

/** Counts without reading what was computed. Errors: run/duplicate-record, and what the system says. */
export function countCases(folder: RunFolder, manifest: RunManifest): Promise<CaseCounts> {
  return withLog(folder, manifest, (log) => {
    const entries = [...log.entries().values()]
    const casesSkipped = entries.filter(({ kind }) => kind === 'skipped').length
    return Promise.resolve({ casesDone: entries.length - casesSkipped, casesSkipped })
  })
}
