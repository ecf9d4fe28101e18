/** A cohort in figures: columns, balance of the labels per split, subgroups, patients, what was noticed. */
import { basename } from 'node:path'
import { caseFlags } from '@shared/case-filter'
import type { CohortSummary, ColumnSummary, GroupCounts, LabelLeak } from '@shared/cohort'
import type { Cohort } from './cohort'
import type { CohortColumn } from './cohort-column'
import { findLabelLeaks } from './label-leaks'
import { letOthers } from './let-others'
import type { CaseMarks } from './list-cases'
import { summariseColumn } from './summarise-column'

const mostClasses = 30

/** Found once per cohort: filters change nothing of them. */
const knownLeaks = new WeakMap<Cohort, LabelLeak[]>()

/** `shown` has 1 for every case that the list shows. */
export async function summariseCohort(
  cohort: Cohort,
  marks: CaseMarks,
  shown: Uint8Array,
  tablePath: string,
  signal?: AbortSignal,
): Promise<CohortSummary> {
  const { study, cases } = cohort
  const leaks = knownLeaks.get(cohort) ?? (await findLabelLeaks(cohort, signal))
  knownLeaks.set(cohort, leaks)
  const { label: labels = [], subgroups, split } = study.dataset
  const columns: CohortColumn[] = []
  const summaries: ColumnSummary[] = []
  for (const name of cohort.columnNames) {
    const column = cohort.column(name)
    if (column === null) continue
    columns.push(column)
    summaries.push(summariseColumn(cohort, column, shown))
    await letOthers(signal)
  }
  const named = (name: string): CohortColumn[] => columns.filter((column) => column.name === name)
  return {
    tableName: basename(tablePath),
    caseCount: cases.length,
    shownCount: shown.reduce((sum, one) => sum + one, 0),
    patientCount: cohort.patients().count,
    shownPatientCount: countPatients(cohort, shown),
    columns: summaries,
    balance: labels
      .flatMap(named)
      .filter(({ texts }) => texts.length <= mostClasses)
      .map((column) => ({
        label: column.name,
        splits: balanceOf(column, split === undefined ? null : cohort.column(split), shown),
      })),
    subgroups: subgroups.flatMap(named).map((column) => {
      const { levels } = summariseColumn(cohort, column, shown)
      return { column: column.name, levels }
    }),
    flags: caseFlags.map((flag) => ({
      flag,
      caseCount: marks.flags[flag].reduce((sum, one) => sum + one, 0),
      patientCount: countPatients(cohort, marks.flags[flag]),
    })),
    leaks,
  }
}

function countPatients(cohort: Cohort, among: Uint8Array): number {
  const { codes, count } = cohort.patients()
  const found = new Uint8Array(count)
  for (let row = 0; row < codes.length; row += 1) if (among[row] === 1) found[codes[row] ?? 0] = 1
  return found.reduce((sum, one) => sum + one, 0)
}

/** Without splits there is one group of all. */
function balanceOf(label: CohortColumn, split: CohortColumn | null, shown: Uint8Array): GroupCounts[] {
  const groups = split === null ? ['all cases'] : split.texts
  const width = label.texts.length
  const all = new Uint32Array(groups.length * width)
  const ofShown = new Uint32Array(all.length)
  for (let row = 0; row < label.codes.length; row += 1) {
    const cell = (split?.codes[row] ?? 0) * width + (label.codes[row] ?? 0)
    all[cell] = (all[cell] ?? 0) + 1
    if (shown[row] === 1) ofShown[cell] = (ofShown[cell] ?? 0) + 1
  }
  const order = [...label.texts.keys()].toSorted((a, b) => (label.counts[b] ?? 0) - (label.counts[a] ?? 0))
  return groups.map((group, place) => {
    const levels = order.map((code) => ({
      level: label.texts[code] ?? '',
      all: all[place * width + code] ?? 0,
      shown: ofShown[place * width + code] ?? 0,
    }))
    const sum = (side: 'all' | 'shown'): number => levels.reduce((count, one) => count + one[side], 0)
    return { group, all: sum('all'), shown: sum('shown'), levels }
  })
}
