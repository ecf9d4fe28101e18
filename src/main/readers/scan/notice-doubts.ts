/** What in a scanned folder should be looked at before cases are made of it. Counts only, no names. */
import { AppError, toErrorData, type ErrorData } from '@shared/errors'
import type { ScannedPatient } from '@shared/scan'
import type { FileRecord } from './file-record'

/** Notices ids with several names, studies under several ids, and files that are there twice. */
export function noticeDoubts(
  records: readonly FileRecord[],
  patients: readonly ScannedPatient[],
): ErrorData[] {
  const patientCount = countSeveral(
    records.flatMap(({ header }) =>
      header?.patientId == null || header.patientName === null
        ? []
        : [[header.patientId, sameSpelling(header.patientName)] as const],
    ),
  )
  const studyCount = countSeveral(
    patients.flatMap(({ studies }, index) => studies.map(({ study }) => [study, index] as const)),
  )
  const series = patients.flatMap(({ studies }) => studies.flatMap((study) => study.series))
  const fileCount = series.reduce((sum, { duplicateCount }) => sum + duplicateCount, 0)
  return [
    ...(patientCount > 0 ? [new AppError('scan/names-differ', { patientCount })] : []),
    ...(studyCount > 0 ? [new AppError('scan/shared-study', { studyCount })] : []),
    ...(fileCount > 0 ? [new AppError('scan/duplicates', { fileCount })] : []),
  ].map((notice) => toErrorData(notice, 'scan'))
}

/** Case, spaces and empty name components are spelling, not another person (PS3.5, 6.2.1). */
function sameSpelling(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[\s^]+/g, ' ')
    .trim()
}

/** How many keys come with more than one value. */
function countSeveral(pairs: readonly (readonly [string, string | number])[]): number {
  const first = new Map<string, string | number>()
  const several = new Set<string>()
  for (const [key, value] of pairs) {
    const known = first.get(key)
    if (known === undefined) first.set(key, value)
    else if (known !== value) several.add(key)
  }
  return several.size
}
