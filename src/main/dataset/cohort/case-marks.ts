/** What is noticed of cases: a patient in two splits, a file that two cases name, a cell that names none. */
import { caseFlags, type CaseFlag } from '@shared/case-filter'
import { descriptionOf } from '@shared/kinds'
import type { Cohort } from './cohort'
import type { CaseMarks } from './list-cases'

/** Marks what the table alone tells; files are looked at elsewhere, and write into the other flags. */
export function markCases(cohort: Cohort, selectedIds: ReadonlySet<string>): CaseMarks {
  const { length } = cohort.cases
  const flags = Object.fromEntries(caseFlags.map((flag) => [flag, new Uint8Array(length)])) as Record<
    CaseFlag,
    Uint8Array
  >
  markSplits(cohort, flags['patient-in-splits'])
  markFiles(cohort, flags['same-file'], flags['no-file-named'])
  const selected = Uint8Array.from(cohort.cases, ({ caseId }) => (selectedIds.has(caseId) ? 1 : 0))
  return { flags, selected }
}

function markSplits(cohort: Cohort, marks: Uint8Array): void {
  const { codes, count } = cohort.patients()
  const first = new Array<string | null | undefined>(count)
  const torn = new Uint8Array(count)
  for (const [row, { split }] of cohort.cases.entries()) {
    const patient = codes[row] ?? 0
    if (first[patient] === undefined) first[patient] = split
    else if (split !== first[patient]) torn[patient] = 1
  }
  for (let row = 0; row < marks.length; row += 1) marks[row] = torn[codes[row] ?? 0] ?? 0
}

/** A modality that may be absent needs no file. */
function markFiles(cohort: Cohort, same: Uint8Array, none: Uint8Array): void {
  for (const modality of cohort.study.modalities) {
    const place = descriptionOf(modality).place(modality)
    const column = place.lies === 'in-file' ? cohort.column(place.column) : null
    if (column === null) continue
    const isNeeded = modality.absent === 'skip'
    for (let row = 0; row < same.length; row += 1) {
      const code = column.codes[row] ?? 0
      if (column.texts[code] === '') none[row] = isNeeded ? 1 : 0
      else if ((column.counts[code] ?? 0) > 1) same[row] = 1
    }
  }
}
