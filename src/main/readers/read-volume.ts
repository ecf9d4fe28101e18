/** The source of a volume modality, a DICOM folder, its DICOMDIR or a file. */
import { basename, dirname } from 'node:path'
import { AppError } from '@shared/errors'
import { isDirectoryFile } from './dicom/series/list-files'
import { readSeries } from './dicom/read-series'
import { isFolder } from '../files/read-bytes'
import { readFile } from './read-file'
import type { ArrayValue, VolumeValue } from './source-value'

/**
 * Reads a volume: [z, y, x], or an NPY array with dims of its own. `timePoint` is 1-based; null asks for the only one.
 * Errors: image/not-volume for a plain image, and those of the series' or file's reader.
 */
export async function readVolume(
  path: string,
  series: string | null,
  timePoint: number | null = null,
  ignoresDicomdir = false,
): Promise<VolumeValue | ArrayValue> {
  if (await isFolder(path)) return readSeries(path, series, timePoint, ignoresDicomdir)
  if (isDirectoryFile(path)) return readSeries(dirname(path), series, timePoint, ignoresDicomdir)
  const value = await readFile(path, 'volume', { timePoint })
  if (value.kind !== 'image') return value
  throw new AppError('image/not-volume', { file: basename(path), dims: value.dims })
}
