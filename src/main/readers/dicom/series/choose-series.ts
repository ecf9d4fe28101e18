/** The series that a study means, out of those in a folder. */
import { AppError } from '@shared/errors'
import type { ScannedSlice } from '../headers/scan-file'
import type { DicomFolder } from './scan-dicom-folder'

/**
 * Picks the named series, or the only one, whole. Errors: dicom/several-series, dicom/series-not-found, dicom/directory-missing when
 * a DICOMDIR lists files of the series that are not there.
 */
export function chooseSeries(
  scanned: DicomFolder,
  wanted: string | null,
  folder: string,
): readonly ScannedSlice[] {
  const { series, missing } = scanned
  if (wanted === null && series.size > 1) {
    throw new AppError('dicom/several-series', { folder, series: described(scanned) })
  }
  const uid = wanted ?? [...series.keys()][0] ?? ''
  const lost = [...(missing.get(uid) ?? []), ...(missing.get(null) ?? [])]
  if (lost.length > 0) {
    throw new AppError('dicom/directory-missing', { folder, missing: lost.length, files: lost.slice(0, 5) })
  }
  const slices = series.get(uid)
  if (slices !== undefined) return slices
  throw new AppError('dicom/series-not-found', { folder, series: uid, found: described(scanned) })
}

function described({ series }: DicomFolder): readonly string[] {
  return [...series].map(([uid, slices]) => `${uid} (${slices.length} slices)`)
}
