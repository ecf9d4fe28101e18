/** Series of a scanned folder -> a table with a row per series, of which a study is made. */
import { dirname, join, relative } from 'node:path'
import { AppError } from '@shared/errors'
import { onlyFor } from '@shared/expected-failure'
import type { ScannedFolder, ScannedPatient, ScannedSeries, ScannedStudy, SeriesTable } from '@shared/scan'
import { toCsv } from '../store/csv'
import { writeOutput } from '../store/write-output'
import { assertInside } from './files'
import type { ServiceContext } from './service-context'

export interface SeriesTableQuestion {
  readonly series: readonly string[]
  /** Handle of the folder that takes the table; null: beside the scanned folder. */
  readonly folder: string | null
  readonly name: string
}

interface FoundSeries {
  readonly patient: ScannedPatient
  readonly study: ScannedStudy
  readonly series: ScannedSeries
}

const columns = [
  ...['case_id', 'patient_id', 'study_date', 'study_description', 'study_uid'],
  ...['dicom_modality', 'series_description', 'slices', 'series_uid', 'folder'],
] as const

/** Never over a file that is there. Errors: scan/no-such-series, file/outside-roots, file/exists, file/unwritable. */
export async function writeSeriesTable(
  context: ServiceContext,
  scanned: ScannedFolder,
  { series: wanted, folder, name }: SeriesTableQuestion,
): Promise<SeriesTable> {
  const all = allSeries(scanned)
  const asked = new Set(wanted)
  const chosen = all.filter(({ series }) => asked.has(series.series))
  if (chosen.length === 0) throw new AppError('scan/no-such-series', { count: asked.size })
  const target = folder === null ? await besideOf(context, scanned.path) : context.handles.pathOf(folder)
  await assertAllowed(context, target)
  const rows = seriesRows(chosen, (at) => toPosix(relative(target, at)))
  const path = await writeOutput(join(target, name), toCsv([[...columns], ...rows]), { overwrite: false })
  const inFolder = new Map<string, number>()
  for (const { series } of all) inFolder.set(series.folder, (inFolder.get(series.folder) ?? 0) + 1)
  return {
    ...{ handle: context.handles.grant(path), name, path, rowCount: rows.length },
    sharedCount: chosen.filter(({ series }) => (inFolder.get(series.folder) ?? 0) > 1).length,
    scatteredCount: chosen.filter(({ series }) => series.folderCount > 1).length,
  }
}

function allSeries({ patients }: ScannedFolder): FoundSeries[] {
  return patients.flatMap((patient) =>
    patient.studies.flatMap((study) => study.series.map((series) => ({ patient, study, series }))),
  )
}

/** A case is named by its patient and counted within it; a patient without an id is counted, too. */
export function seriesRows(
  chosen: readonly FoundSeries[],
  toPath: (folder: string) => string,
): (string | number | null)[][] {
  const patients = new Map<ScannedPatient, { name: string; count: number }>()
  return chosen.map(({ patient, study, series }) => {
    const known = patients.get(patient) ?? {
      name: patient.patientId ?? `patient-${patients.size + 1}`,
      count: 0,
    }
    known.count += 1
    patients.set(patient, known)
    return [
      ...[`${known.name}-${known.count}`, known.name, study.date, study.description, study.study],
      ...[series.dicomModality, series.description, series.sliceCount, series.series, toPath(series.folder)],
    ]
  })
}

/** The folder around the scanned one; that itself where nothing may be written around it. */
async function besideOf(context: ServiceContext, scanned: string): Promise<string> {
  const around = dirname(scanned)
  return assertAllowed(context, around).then(() => around, onlyFor(['file/outside-roots'], scanned))
}

async function assertAllowed({ roots, home }: ServiceContext, path: string): Promise<void> {
  if (roots.length > 0) await assertInside(path, [...roots, home])
}

function toPosix(path: string): string {
  return path === '' ? '.' : path.replaceAll('\\', '/')
}
