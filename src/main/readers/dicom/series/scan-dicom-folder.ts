/** Which series a folder of DICOM files holds. Headers only. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { PACKED_BYTES, packingOf } from '../../packing'
import { readHead } from '../../../files/read-bytes'
import { tellReading } from '../../../files/reading'
import { listFiles, type MissingFiles } from './list-files'
import { scanFile, type ScannedSlice } from '../headers/scan-file'

/** Slices by SeriesInstanceUID. */
export type SeriesSlices = ReadonlyMap<string, readonly ScannedSlice[]>

export interface DicomFolder {
  readonly series: SeriesSlices
  /** What a DICOMDIR lists, but the folder lacks. */
  readonly missing: MissingFiles
}

/**
 * Reads the headers of all images in a folder, grouped by SeriesInstanceUID, in the order of the UIDs. Sub-folders are searched only
 * where a DICOMDIR lists their files; files that are not DICOM or hold no image are passed over.
 * Errors: dicom/none, dicom/directory-missing, dicom/directory-damaged, dicom/directory-outside, dicom/unreadable, dicom/missing, dicom/bad-value,
 * file/not-found, file/unreadable.
 */
export async function scanDicomFolder(folder: string, ignoresDicomdir = false): Promise<DicomFolder> {
  const { paths, missing } = await listFiles(folder, ignoresDicomdir)
  const series = new Map<string, ScannedSlice[]>()
  for (const [place, path] of paths.entries()) {
    tellReading('files', place, paths.length)
    for (const slice of await scanFile(path)) {
      const slices = series.get(slice.seriesUid)
      if (slices === undefined) series.set(slice.seriesUid, [slice])
      else slices.push(slice)
    }
  }
  if (series.size === 0) throw await noneIn(basename(folder), paths, missing)
  return { series: new Map([...series].toSorted(([a], [b]) => (a < b ? -1 : 1))), missing }
}

async function noneIn(folder: string, paths: readonly string[], missing: MissingFiles): Promise<AppError> {
  const files = [...missing.values()].flat()
  if (files.length > 0) {
    return new AppError('dicom/directory-missing', {
      folder,
      missing: files.length,
      files: files.slice(0, 5),
    })
  }
  const details = { folder, fileCount: paths.length }
  for (const path of paths) {
    const packing = packingOf((await readHead(path, PACKED_BYTES)).bytes)
    if (packing !== null) return new AppError('dicom/none', { ...details, file: basename(path), packing })
  }
  return new AppError('dicom/none', details)
}
