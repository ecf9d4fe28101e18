/** 2 of 11: which series a folder of DICOM files holds. Headers only. */
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError } from '@shared/errors'
import { toFileError } from '../read-bytes'
import { scanFile, type ScannedSlice } from './scan-file'

/** A series as a list shows it; no description, which may name a patient. */
export interface SeriesSummary {
  readonly seriesUid: string
  /** DICOM Modality: CT, MR ... */
  readonly dicomModality: string
  readonly sliceCount: number
}

/**
 * Reads the headers of all images in a folder, grouped by SeriesInstanceUID, in the order of the UIDs. Sub-folders are not
 * searched; files that are not DICOM or hold no image are passed over.
 * Errors: dicom/none, dicom/unreadable, dicom/missing, dicom/bad-value, file/not-found, file/unreadable.
 */
export async function scanSlices(folder: string): Promise<ReadonlyMap<string, readonly ScannedSlice[]>> {
  const names = await fileNames(folder)
  const series = new Map<string, ScannedSlice[]>()
  for (const name of names) {
    for (const slice of await scanFile(join(folder, name))) {
      const slices = series.get(slice.seriesUid)
      if (slices === undefined) series.set(slice.seriesUid, [slice])
      else slices.push(slice)
    }
  }
  if (series.size === 0) {
    throw new AppError('dicom/none', { folder: basename(folder), fileCount: names.length })
  }
  return new Map([...series].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Lists the series of a folder with their slice counts. Errors: see scanSlices. */
export async function scanSeries(folder: string): Promise<readonly SeriesSummary[]> {
  const series = await scanSlices(folder)
  return [...series].map(([seriesUid, slices]) => ({
    seriesUid,
    dicomModality: slices[0]?.dicomModality ?? '',
    sliceCount: slices.length,
  }))
}

async function fileNames(folder: string): Promise<readonly string[]> {
  try {
    const names: string[] = []
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      // Archives kept with git-annex link each slice, so links are followed.
      const isFile = entry.isSymbolicLink() ? (await stat(join(folder, entry.name))).isFile() : entry.isFile()
      if (isFile) names.push(entry.name)
    }
    return names.toSorted()
  } catch (thrown) {
    throw toFileError(thrown, folder)
  }
}
