/** Lists of the cases of open studies: filtered, sorted and summed up from the table in memory. */
import { caseFlags, type CaseListing } from '@shared/case-filter'
import type { CaseRow } from '@shared/dataset'
import { AppError } from '@shared/errors'
import { keepLast } from '@shared/keep-last'
import { markCases } from '../../dataset/cohort/case-marks'
import { createCohort, type Cohort } from '../../dataset/cohort/cohort'
import { filterCases, listCases, type CaseMarks } from '../../dataset/cohort/list-cases'
import { summariseCohort } from '../../dataset/cohort/summarise-cohort'
import { toCsv } from '../../store/csv'
import { createFileCheck, type FileChecker } from './check-files'
import type { Desk, StudyRef } from './desk'
import { selectedIds, type OpenStudies, type StudyOnDesk } from './open-studies'

interface ListedStudy {
  readonly cohort: Cohort
  readonly marks: CaseMarks
  readonly files: FileChecker
  readonly placeOf: ReadonlyMap<string, number>
}

/** A table that is scrolled asks for one list again and again. */
const keptLists = 4

/** Makes the questions of the desk about lists; what was found of a study is kept as long as the study. */
export function createCaseLists(
  studies: OpenStudies,
): Pick<Desk, 'cases' | 'casePlace' | 'caseIds' | 'cohort' | 'checkFiles' | 'caseTable'> {
  const known = new WeakMap<StudyOnDesk, ListedStudy>()
  const listed = async (ref: StudyRef): Promise<ListedStudy> => {
    const study = await studies.get({ studyId: ref.studyId, path: ref.path })
    const found = known.get(study) ?? listStudy(study)
    known.set(study, found)
    return found
  }
  const places = keepLast<ListQuestion, Uint32Array>(
    keptLists,
    ({ ref, listing, study }) => JSON.stringify([ref.studyId, listing, study.files.version()]),
    ({ study, listing }) => Promise.resolve(listCases(study.cohort, study.marks, listing)),
  )
  const inList = async (ref: StudyRef, listing: CaseListing): Promise<[ListedStudy, Uint32Array]> => {
    const study = await listed(ref)
    return [study, await places({ ref, listing, study })]
  }
  return {
    cases: async ({ offset, limit, listing, columns, ...ref }) => {
      const [study, rows] = await inList(ref, listing)
      const shown = rows.subarray(offset, offset + limit)
      return { total: rows.length, rows: [...shown].map((row) => toRow(study, row, columns)) }
    },
    casePlace: async ({ caseId, listing, ...ref }) => {
      const [study, rows] = await inList(ref, listing)
      const place = study.placeOf.get(caseId)
      if (place === undefined) throw new AppError('study/no-case', { caseId })
      return { row: toRow(study, place, []), place: neighbours(study, rows, place) }
    },
    caseIds: async ({ listing, ...ref }) => {
      const [{ cohort }, rows] = await inList(ref, listing)
      return { ids: [...rows].map((row) => cohort.cases[row]?.caseId ?? '') }
    },
    cohort: async ({ filter, ...ref }, signal) => {
      const { cohort, marks } = await listed(ref)
      const { dataset } = await studies.get(ref)
      return summariseCohort(cohort, marks, filterCases(cohort, marks, filter), dataset.tablePath, signal)
    },
    checkFiles: async (ref, signal) => (await listed(ref)).files.goOn(signal),
    caseTable: async ({ listing, columns, ...ref }) => {
      const [{ cohort }, rows] = await inList(ref, listing)
      const lines = [...rows].map((row) => columns.map((name) => cohort.cases[row]?.cells[name] ?? ''))
      return { csv: toCsv([[...columns], ...lines]) }
    },
  }
}

interface ListQuestion {
  readonly ref: StudyRef
  readonly listing: CaseListing
  readonly study: ListedStudy
}

function listStudy(study: StudyOnDesk): ListedStudy {
  const cohort = createCohort(study.open.study, study.dataset)
  const marks = markCases(cohort, selectedIds(study))
  return {
    ...{ cohort, marks, files: createFileCheck(study.open, cohort, marks) },
    placeOf: new Map(cohort.cases.map(({ caseId }, row) => [caseId, row])),
  }
}

function toRow({ cohort, marks }: ListedStudy, row: number, columns: readonly string[]): CaseRow {
  const one = cohort.cases[row]
  if (one === undefined) throw new AppError('study/no-case', { caseId: String(row) })
  const { caseId, patient, split, labels, cells } = one
  return {
    ...{ caseId, patient, split, labels: [...labels] },
    selected: marks.selected[row] === 1,
    cells: columns.map((name) => cells[name] ?? ''),
    flags: caseFlags.filter((flag) => marks.flags[flag][row] === 1),
  }
}

function neighbours(
  { cohort }: ListedStudy,
  rows: Uint32Array,
  place: number,
): { index: number; total: number; previous: string | null; next: string | null } | null {
  const index = rows.indexOf(place)
  if (index === -1) return null
  const idAt = (at: number): string | null => cohort.cases[rows[at] ?? -1]?.caseId ?? null
  return { index, total: rows.length, previous: idAt(index - 1), next: idAt(index + 1) }
}
