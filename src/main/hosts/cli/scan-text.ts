/** A scanned folder as the terminal shows it. */
import { relative } from 'node:path'
import type { ScanCounts, ScannedFolder } from '@shared/scan'
import { toTable } from './table'

/** 1,200 files in 30 folders: 1,150 DICOM, 50 other. Kinds without files are left out. */
export function toCountWords({ files, folders, kinds, read, problems }: ScanCounts): string {
  const names = {
    dicom: 'DICOM',
    nifti: 'NIfTI',
    volume: 'NRRD or MetaImage',
    image: 'images',
    table: 'tables',
    other: 'other',
  } as const
  const byKind = Object.entries(names).flatMap(([kind, name]) => {
    const count = kinds[kind as keyof typeof names]
    return count > 0 ? [`${count.toLocaleString('en')} ${name}`] : []
  })
  return [
    `${files.toLocaleString('en')} files in ${folders.toLocaleString('en')} folders`,
    ...byKind,
    `${read.toLocaleString('en')} read`,
    ...(problems > 0 ? [`${problems.toLocaleString('en')} problems`] : []),
  ].join(', ')
}

/** One row per series; patients and studies by their number, since a terminal is often kept in a log. */
export function toScanTable({ path, patients }: ScannedFolder): string {
  const rows = patients.flatMap(({ patientId, studies }, patient) =>
    studies.flatMap(({ series }, study) =>
      series.map((one) => [
        patientId ?? `#${patient + 1}`,
        `#${study + 1}`,
        one.dicomModality ?? '-',
        one.description ?? '-',
        String(one.sliceCount),
        one.rows === null || one.columns === null ? '-' : `${one.rows} x ${one.columns}`,
        relative(path, one.folder) || '.',
        one.series,
      ]),
    ),
  )
  return toTable(
    ['patient', 'study', 'modality', 'series', 'slices', 'size', 'folder', 'SeriesInstanceUID'],
    rows,
  )
}

/** Takes out what names a person, for output that may be kept. */
export function withoutIdentities(found: ScannedFolder): ScannedFolder {
  const patients = found.patients.map(({ studies }) => ({
    patientId: null,
    name: null,
    studies: studies.map((study) => ({ ...study, date: null })),
  }))
  return { ...found, patients }
}
