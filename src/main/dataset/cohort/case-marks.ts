/** What is noticed of cases: a patient in two splits, a file that two cases name, a cell that names none. */
import { caseFlags, type CaseFlag } from '@shared/case-filter'
import { descriptionOf } from '@shared/kinds'
import { patientKey } from '../patient-key'
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

function markSplits({ cases }: Cohort, marks: Uint8Array): void {
  const first = new Map<string, string | null>()
  const torn = new Set<string>()
  for (const one of cases) {
    const key = patientKey(one)
    const split = first.get(key)
    if (split === undefined) first.set(key, one.split)
    else if (split !== one.split) torn.add(key)
  }
  for (const [row, one] of cases.entries()) if (torn.has(patientKey(one))) marks[row] = 1
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
