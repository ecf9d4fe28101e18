/** Which cases meet conditions: each condition is judged once per different text, then looked up per case. */
import type { CaseCondition } from '@shared/study/case-conditions'
import { toDay } from '../table/day'
import type { CohortColumn } from './cohort-column'

/** 1 for the texts of the column that meet the condition. */
export function passingTexts(column: CohortColumn, condition: CaseCondition): Uint8Array {
  const { texts, missing, values } = column
  if ('missing' in condition) return missing.map((one) => ((one === 1) === condition.missing ? 1 : 0))
  if ('levels' in condition) {
    const wanted = new Set(condition.levels.map((level) => level.trim()))
    return Uint8Array.from(texts, (text) => (wanted.has(text) ? 1 : 0))
  }
  if ('has' in condition) {
    const letters = condition.has.toLowerCase()
    return Uint8Array.from(texts, (text) => (text.toLowerCase().includes(letters) ? 1 : 0))
  }
  const from = toBound(condition.from, Number.NEGATIVE_INFINITY)
  const to = toBound(condition.to, Number.POSITIVE_INFINITY)
  // What is no number is in no range.
  return Uint8Array.from(texts, (_, code) => {
    const value = values?.[code] ?? Number.NaN
    return value >= from && value <= to ? 1 : 0
  })
}

function toBound(bound: number | string | undefined, open: number): number {
  if (bound === undefined) return open
  return typeof bound === 'number' ? bound : (toDay(bound) ?? Number.NaN)
}

/** Leaves 1 in `passes` only for cases that meet the condition; writes into `passes`. A column that is not there passes nobody. */
export function keepMeeting(passes: Uint8Array, column: CohortColumn | null, condition: CaseCondition): void {
  if (column === null) {
    passes.fill(0)
    return
  }
  const passing = passingTexts(column, condition)
  const { codes } = column
  for (let row = 0; row < passes.length; row += 1) if (passing[codes[row] ?? 0] === 0) passes[row] = 0
}
