/** The cases that a list shows, in its order, as places in the table: one pass per condition and one for the order. */
import type { CaseFlag, CaseFilter, CaseListing, CaseOrder } from '@shared/case-filter'
import type { Cohort } from './cohort'
import type { CohortColumn } from './cohort-column'
import { keepMeeting } from './meets-conditions'
import { valueRanks } from './value-ranks'

/** What is known of cases beside their cells. */
export interface CaseMarks {
  readonly flags: Readonly<Record<CaseFlag, Uint8Array>>
  /** 1 for cases that run.cases of the study takes. */
  readonly selected: Uint8Array
}

/** Places in the table, from 0. */
export function listCases(cohort: Cohort, marks: CaseMarks, { filter, order }: CaseListing): Uint32Array {
  const passes = filterCases(cohort, marks, filter)
  const places: number[] = []
  for (let row = 0; row < passes.length; row += 1) if (passes[row] === 1) places.push(row)
  return sortCases(cohort, Uint32Array.from(places), order)
}

/** 1 for every case that the filter leaves. */
export function filterCases(cohort: Cohort, marks: CaseMarks, filter: CaseFilter): Uint8Array {
  const passes = new Uint8Array(cohort.cases.length).fill(1)
  for (const condition of filter.conditions) keepMeeting(passes, cohort.column(condition.column), condition)
  if (filter.flags.length > 0)
    keepWhere(passes, (row) => filter.flags.some((flag) => marks.flags[flag][row] === 1))
  if (filter.isSelected !== null)
    keepWhere(passes, (row) => (marks.selected[row] === 1) === filter.isSelected)
  const letters = filter.search.trim().toLowerCase()
  if (letters !== '') keepFound(passes, cohort, letters)
  return passes
}

function keepWhere(passes: Uint8Array, isKept: (row: number) => boolean): void {
  for (let row = 0; row < passes.length; row += 1) if (passes[row] === 1 && !isKept(row)) passes[row] = 0
}

/** Case and patient, and every column of words; numbers are found by their range, and who a patient is by nothing else. */
function keepFound(passes: Uint8Array, cohort: Cohort, letters: string): void {
  const { id, patient } = cohort.study.dataset
  const always = [id, patient]
  const found = new Uint8Array(passes.length)
  for (const name of cohort.columnNames) {
    const column = cohort.column(name)
    const isSearched = always.includes(name) || (column?.values === null && !cohort.identity.has(name))
    if (column === null || !isSearched) continue
    const has = Uint8Array.from(column.texts, (text) => (text.toLowerCase().includes(letters) ? 1 : 0))
    if (!has.includes(1)) continue
    for (let row = 0; row < found.length; row += 1) if (has[column.codes[row] ?? 0] === 1) found[row] = 1
  }
  keepWhere(passes, (row) => found[row] === 1)
}

/** Cases with the same value stay in the order of the table, missing ones stand last either way. */
export function sortCases(cohort: Cohort, places: Uint32Array, order: CaseOrder | null): Uint32Array {
  const column = order === null ? null : cohort.column(order.column)
  if (order === null || column === null) return places
  const ranks = rankTexts(column, order.isDescending)
  return countingSort(places, column.codes, ranks)
}

/** Texts are put in order once per column. */
const knownRanks = new WeakMap<CohortColumn, Uint32Array>()

/** Per text, its place in the order; equal ones share it. */
function rankTexts(column: CohortColumn, isDescending: boolean): Uint32Array {
  const rising = knownRanks.get(column) ?? risingRanks(column)
  knownRanks.set(column, rising)
  if (!isDescending) return rising
  const last = column.texts.length
  return rising.map((rank, code) => (isLast(column, code) ? last : last - 1 - rank))
}

/** What is missing, and what is no number in a column of numbers. */
function isLast({ missing, values }: CohortColumn, code: number): boolean {
  return missing[code] === 1 || (values !== null && Number.isNaN(values[code]))
}

function risingRanks(column: CohortColumn): Uint32Array {
  const { texts, values } = column
  if (values !== null) return valueRanks(column, values).ranks
  const keys = texts.map(naturalKey)
  const given = [...texts.keys()].filter((code) => !isLast(column, code))
  const keyAt = (code: number): string => keys[code] ?? ''
  given.sort((a, b) => (keyAt(a) < keyAt(b) ? -1 : keyAt(a) > keyAt(b) ? 1 : 0))
  const ranks = new Uint32Array(texts.length).fill(texts.length)
  let rank = 0
  given.forEach((code, place) => {
    if (place > 0 && keyAt(given[place - 1] ?? 0) !== keyAt(code)) rank += 1
    ranks[code] = rank
  })
  return ranks
}

const longestNumber = 12

/** Case does not count, and 9 comes before 10. */
function naturalKey(text: string): string {
  return text.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(longestNumber, '0'))
}

/** Stable, and linear. */
function countingSort(places: Uint32Array, codes: Uint32Array, ranks: Uint32Array): Uint32Array {
  const starts = new Uint32Array(ranks.length + 2)
  const rankAt = (place: number): number => ranks[codes[place] ?? 0] ?? 0
  for (const place of places) starts[rankAt(place) + 1] = (starts[rankAt(place) + 1] ?? 0) + 1
  for (let rank = 1; rank < starts.length; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0)
  const sorted = new Uint32Array(places.length)
  for (const place of places) {
    const rank = rankAt(place)
    const target = starts[rank] ?? 0
    sorted[target] = place
    starts[rank] = target + 1
  }
  return sorted
}
