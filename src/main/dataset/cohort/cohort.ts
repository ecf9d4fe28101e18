/** The cases of a study as columns, in memory: what a list of them is filtered, sorted and summed up from. */
import { descriptionOf } from '@shared/kinds'
import type { Study } from '@shared/study'
import type { Dataset, DatasetCase } from '../dataset'
import { patientKey } from '../patient-key'
import { toCohortColumn, type CohortColumn } from './cohort-column'
import { identityColumns } from './identity-columns'

export interface Cohort {
  readonly study: Study
  readonly cases: readonly DatasetCase[]
  readonly columnNames: readonly string[]
  /** Made when it is first asked for. Null where the table has no such column. */
  readonly column: (name: string) => CohortColumn | null
  /** Made when it is first asked for. */
  readonly patients: () => CohortPatients
  /** Columns that tell who a patient is: hidden until somebody asks. */
  readonly identity: ReadonlySet<string>
  /** Columns that name files or hold texts of a modality. */
  readonly sourceColumns: ReadonlySet<string>
  readonly attributeColumns: ReadonlySet<string>
}

export interface CohortPatients {
  /** Per case, the place of its patient among all. */
  readonly codes: Uint32Array
  readonly count: number
}

/** Reads only; columns are kept as long as the cohort lives. */
export function createCohort(study: Study, dataset: Dataset): Cohort {
  const made = new Map<string, CohortColumn>()
  const names = new Set(dataset.columns)
  const column = (name: string): CohortColumn | null => {
    if (!names.has(name)) return null
    const found = made.get(name) ?? toCohortColumn(dataset.cases, name)
    made.set(name, found)
    return found
  }
  let patients: CohortPatients | null = null
  return {
    patients: () => (patients ??= toPatients(dataset.cases)),
    ...{ study, cases: dataset.cases, columnNames: dataset.columns, column },
    identity: identityColumns(study, dataset.columns),
    ...studyColumns(study),
  }
}

function toPatients(cases: readonly DatasetCase[]): CohortPatients {
  const codeOf = new Map<string, number>()
  const codes = new Uint32Array(cases.length)
  for (const [row, one] of cases.entries()) {
    const key = patientKey(one)
    const code = codeOf.get(key) ?? codeOf.size
    codeOf.set(key, code)
    codes[row] = code
  }
  return { codes, count: codeOf.size }
}

function studyColumns({ modalities }: Study): Pick<Cohort, 'sourceColumns' | 'attributeColumns'> {
  const sources = modalities.flatMap((modality) => {
    const place = descriptionOf(modality).place(modality)
    return place.lies === 'in-row' ? [] : [place.column]
  })
  const attributes = modalities.flatMap((modality) => descriptionOf(modality).attributes(modality))
  return {
    sourceColumns: new Set(sources),
    attributeColumns: new Set(attributes.map(({ name, column = name }) => column)),
  }
}
