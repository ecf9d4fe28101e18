/** Shares with their intervals over the cases so far, for a run that is still going on. */
import { at } from '@shared/at'
import type { RunningFigures, RunningShares } from '@shared/running-figures'
import type { SingleAggregation } from './aggregate'
import { addRows } from './clusters'
import type { CaseSums } from './differences'
import { toShareIntervals } from './share-intervals'
import { shareRows } from './share-rows'

export interface FiguresSoFar {
  /** Takes the next case; returns figures when it is time for a look: after each of the first cases, then at every twentieth more. */
  readonly add: (one: CaseSums) => RunningFigures | null
  /** A look after the last case; null when one was just taken. */
  readonly lookAtEnd: () => RunningFigures | null
}

/** A look costs as much as there are patients: with ever longer pauses all of them together cost no more than some twenty of the last. */
const spacing = 1.05

interface Patient {
  /** By aggregation. */
  rows: Float64Array[]
  caseCount: number
}

/** Watches these aggregations, the leading one first; an amount per case up to `floor` is no response. */
export function createRunningFigures(
  modalities: readonly string[],
  leading: SingleAggregation,
  floor: number,
): FiguresSoFar {
  const aggregations = [...new Set<SingleAggregation>([leading, 'pooled', 'part-mean', 'whole'])]
  const kinds = aggregations.map((by) => shareRows(by, modalities.length))
  const patients = new Map<string, Patient>()
  let cases = 0
  let nextLook = 1
  let looked = 0
  const look = (): RunningFigures => {
    looked = cases
    nextLook = Math.max(cases + 1, Math.floor(cases * spacing))
    const all = [...patients.values()]
    const caseCounts = all.map(({ caseCount }) => caseCount)
    const by = aggregations.flatMap((aggregation, place): RunningShares[] => {
      const rows = all.map((one) => at(one.rows, place))
      const now = toShareIntervals({ rows, caseCounts, ...at(kinds, place) }, floor)
      if (now === null) return []
      const intervals = now.intervals.map(({ interval }) => interval)
      const notes = now.intervals.map(({ note }) => note)
      return [{ aggregation, shares: [...now.shares], intervals, notes }]
    })
    return { cases, patients: all.length, modalities: [...modalities], by }
  }
  return {
    add: (one) => {
      const rows = kinds.map(({ toRow }) => Float64Array.from(toRow(one)))
      const known = patients.get(one.cluster)
      if (known === undefined) patients.set(one.cluster, { rows, caseCount: 1 })
      else {
        known.rows = known.rows.map((row, place) => addRows(row, at(rows, place)))
        known.caseCount += 1
      }
      cases += 1
      return cases >= nextLook ? look() : null
    },
    lookAtEnd: () => (cases === looked ? null : look()),
  }
}
