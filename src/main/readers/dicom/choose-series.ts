/** 2 of 11: the series that a study means, out of those in a folder. */
import { AppError } from '@shared/errors'
import type { ScannedSlice } from './scan-file'

/** Picks the named series, or the only one. Errors: dicom/several-series, dicom/series-not-found. */
export function chooseSeries(
  series: ReadonlyMap<string, readonly ScannedSlice[]>,
  wanted: string | null,
  folder: string,
): readonly ScannedSlice[] {
  const found = [...series].map(([uid, slices]) => `${uid} (${slices.length} slices)`)
  if (wanted !== null) {
    const slices = series.get(wanted)
    if (slices !== undefined) return slices
    throw new AppError('dicom/series-not-found', { folder, series: wanted, found })
  }
  if (series.size > 1) throw new AppError('dicom/several-series', { folder, series: found })
  return [...series.values()].flat()
}
