/** Patients, studies and series as a tree of lines, whole or as far as something searched is found in it. */
import type { ScannedPatient, ScannedSeries, ScannedStudy } from '@shared/scan'
import { personName, writtenDate } from './scan-words'
import { count as grouped } from '@/ui/numbers'

export interface TreeNode {
  /** Stays the same while the tree is searched. */
  readonly key: string
  readonly title: string
  /** Beside the title: what it is called or how much it holds. */
  readonly detail: string
  /** Null for patients and studies. */
  readonly series: ScannedSeries | null
  /** Absent for series. */
  readonly children?: readonly TreeNode[]
}

/** One node per patient that matches the search, or that holds a study or series that does. */
export function treeNodes(patients: readonly ScannedPatient[], search: string): TreeNode[] {
  const words = search.trim().toLowerCase()
  return patients.flatMap((patient, index) => {
    const key = `p${index}`
    const found = findStudies(patient, words)
    return found.length === 0 ? [] : [patientNode(patient, key, found)]
  })
}

/** Keys of everything that can be opened. */
export function groupKeys(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap(({ key, children }) => (children === undefined ? [] : [key, ...groupKeys(children)]))
}

/** How many lines a tree has when all of it is open. */
export function lineCount(nodes: readonly TreeNode[]): number {
  return nodes.reduce((sum, { children = [] }) => sum + 1 + lineCount(children), 0)
}

function patientNode(
  { name, patientId }: ScannedPatient,
  key: string,
  studies: readonly ScannedStudy[],
): TreeNode {
  const known = name === null ? patientId : personName(name)
  const id = name === null || patientId === null ? [] : [patientId]
  return {
    key,
    title: known ?? 'Patient without name and id',
    detail: [...id, counted(studies.length, 'study', 'studies')].join(', '),
    series: null,
    children: studies.map((study) => studyNode(study, `${key}/${study.study}`)),
  }
}

function studyNode({ date, description, series }: ScannedStudy, key: string): TreeNode {
  return {
    key,
    title: description ?? 'Study without description',
    detail: `${date === null ? 'no date' : writtenDate(date)}, ${counted(series.length, 'series', 'series')}`,
    series: null,
    children: series.map((one) => seriesNode(one, key)),
  }
}

function seriesNode(series: ScannedSeries, parent: string): TreeNode {
  const number = series.number === null ? '' : `${series.number}. `
  const { dicomModality, sliceCount, rows, columns } = series
  const size = rows === null || columns === null ? [] : [`${rows} x ${columns}`]
  return {
    key: `${parent}/${series.series}`,
    title: `${number}${series.description ?? 'Series without description'}`,
    detail: [dicomModality ?? 'no one modality', counted(sliceCount, 'slice', 'slices'), ...size].join(', '),
    series,
  }
}

/** A study is found by its patient, by itself, or by some of its series, which alone are then shown. */
function findStudies(patient: ScannedPatient, words: string): readonly ScannedStudy[] {
  if (matches(words, patient.name, patient.patientId)) return patient.studies
  return patient.studies.flatMap((study) => {
    if (matches(words, study.description, study.date, study.study)) return [study]
    const series = study.series.filter((one) =>
      matches(words, one.description, one.dicomModality, one.series),
    )
    return series.length === 0 ? [] : [{ ...study, series }]
  })
}

function matches(words: string, ...texts: readonly (string | null)[]): boolean {
  return words === '' || texts.some((text) => text?.toLowerCase().includes(words) === true)
}

function counted(count: number, one: string, several: string): string {
  return `${grouped(count)} ${count === 1 ? one : several}`
}
