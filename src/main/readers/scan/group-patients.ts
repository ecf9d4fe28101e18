/** The records of a scan -> patients, their studies and series. */
import type { ScannedPatient, ScannedStudy } from '@shared/scan'
import type { FileRecord, ScanHeader } from './file-record'
import { toSeries, type SeriesFile } from './to-series'

/** Files of one series, in the order of their records. */
type SeriesFiles = readonly [SeriesFile, ...SeriesFile[]]

/**
 * Groups DICOM records by PatientID, StudyInstanceUID and SeriesInstanceUID (PS3.3, A.1.2), in the order of ids, dates and series
 * numbers. A patient without an id is known by the name, and without either by the study. Records without a series are left out.
 */
export function groupPatients(root: string, records: readonly FileRecord[]): ScannedPatient[] {
  const files = records.flatMap((record) =>
    record.header === null ? [] : toSeriesFile(record, record.header),
  )
  return [...groupBy(files, ({ header }) => patientKey(header)).values()]
    .map((ofPatient) => toPatient(root, ofPatient))
    .toSorted((a, b) => compare(a.patientId ?? a.name, b.patientId ?? b.name))
}

/** Two different patients never have the same key: the first letter says what it is made of. */
export function patientKey({ patientId, patientName, study }: ScanHeader): string {
  if (patientId !== null) return `i${patientId}`
  return patientName === null ? `s${study ?? ''}` : `n${patientName}`
}

function toSeriesFile(record: FileRecord, header: ScanHeader): SeriesFile[] {
  const { study, series } = header
  return study === null || series === null ? [] : [{ record, header, study, series }]
}

function toPatient(root: string, files: SeriesFiles): ScannedPatient {
  return {
    patientId: files[0].header.patientId,
    name: firstOf(files, ({ patientName }) => patientName),
    studies: [...groupBy(files, ({ study }) => study).values()]
      .map((ofStudy) => toStudy(root, ofStudy))
      .toSorted((a, b) => compare(a.date, b.date) || compare(a.study, b.study)),
  }
}

function toStudy(root: string, files: SeriesFiles): ScannedStudy {
  return {
    study: files[0].study,
    date: firstOf(files, ({ studyDate }) => studyDate),
    description: firstOf(files, ({ studyDescription }) => studyDescription),
    series: [...groupBy(files, ({ series }) => series).values()]
      .map((ofSeries) => toSeries(root, ofSeries))
      .toSorted((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity) || compare(a.series, b.series)),
  }
}

function groupBy(
  files: readonly SeriesFile[],
  keyOf: (file: SeriesFile) => string,
): Map<string, SeriesFiles> {
  const groups = new Map<string, [SeriesFile, ...SeriesFile[]]>()
  for (const file of files) {
    const group = groups.get(keyOf(file))
    if (group === undefined) groups.set(keyOf(file), [file])
    else group.push(file)
  }
  return groups
}

function firstOf(files: SeriesFiles, of: (header: ScanHeader) => string | null): string | null {
  return files.map(({ header }) => of(header)).find((text) => text !== null) ?? null
}

/** By code units; what is missing comes last. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
