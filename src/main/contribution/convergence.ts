/** How the shares settle while patients come in, and after how many a run may end (method.md section 6). */
import type { ConvergenceLook } from '@shared/adaptive'
import type { AdaptiveSettings } from '@shared/study'
import type { SingleAggregation } from './aggregate'
import { addRows } from './clusters'
import type { CaseSums } from './differences'
import { toShareIntervals } from './share-intervals'
import { shareRows } from './share-rows'
import { confirmedCount, isEnough } from './stop-rule'

export interface Convergence {
  /** Takes the cases of the next patient; returns a look after whole blocks, once anything responds. */
  readonly addPatient: (cases: readonly CaseSums[]) => ConvergenceLook | null
  /** A look after the last patient; null when one was just taken, or nothing responds. */
  readonly lookAtEnd: () => ConvergenceLook | null
  /** After how many patients the run may end; null as long as that is not known. */
  readonly stopAfter: () => number | null
  readonly patientCount: () => number
}

/**
 * Watches the shares of an aggregation; an amount per case up to `floor` is no response. What it says depends on the patients and their order alone, so that a resumed run ends
 * where an undisturbed one does.
 */
export function createConvergence(
  by: SingleAggregation,
  settings: AdaptiveSettings,
  floor: number,
): Convergence {
  const rows: Float64Array[] = []
  const caseCounts: number[] = []
  let caseCount = 0
  let modalityCount = 0
  let looked = 0
  let stopAfter: number | null = null
  const look = (): ConvergenceLook | null => {
    const now = toShareIntervals({ rows, caseCounts, ...shareRows(by, modalityCount) }, floor)
    looked = rows.length
    if (now === null) return null
    if (stopAfter === null && isEnough(now, caseCount, settings)) {
      stopAfter = confirmedCount(rows.length, settings)
    }
    const intervals = now.intervals.map(({ interval }) => interval)
    return { cases: caseCount, patients: rows.length, shares: [...now.shares], intervals }
  }
  return {
    addPatient: (cases) => {
      modalityCount = cases[0]?.modalities.length ?? modalityCount
      const { toRow } = shareRows(by, modalityCount)
      const [first, ...others] = cases.map((one) => Float64Array.from(toRow(one)))
      if (first === undefined) return null
      rows.push(others.reduce(addRows, first))
      caseCounts.push(cases.length)
      caseCount += cases.length
      return rows.length % settings.blockSize === 0 ? look() : null
    },
    lookAtEnd: () => (rows.length === looked ? null : look()),
    stopAfter: () => stopAfter,
    patientCount: () => rows.length,
  }
}
