/** 2 of 11: the source of a volume modality, a DICOM folder or a file. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { readSeries } from './dicom/read-series'
import { isFolder } from './read-bytes'
import { readFile } from './read-file'
import type { ArrayValue, VolumeValue } from './source-value'

/**
 * Reads a volume: [z, y, x], or an NPY array with dims of its own.
 * Errors: image/not-volume for a plain image, and those of the series' or file's reader.
 */
export async function readVolume(path: string, series: string | null): Promise<VolumeValue | ArrayValue> {
  if (await isFolder(path)) return readSeries(path, series)
  const value = await readFile(path, 'volume')
  if (value.kind !== 'image') return value
  throw new AppError('image/not-volume', { file: basename(path), dims: value.dims })
}
