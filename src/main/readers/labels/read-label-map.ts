/** A label map beside a picture: a file of any format that holds whole numbers, or a DICOM segmentation. */
import { basename, dirname } from 'node:path'
import { AppError } from '@shared/errors'
import { isFolder, readBytes, readHead } from '../../files/read-bytes'
import { scanFile, type ScannedSlice } from '../dicom/headers/scan-file'
import { readSlices } from '../dicom/read-series'
import { isSegmentation } from '../dicom/segmentation/read-segmentation'
import { readSegments } from '../dicom/segmentation/read-segments'
import { chooseSeries } from '../dicom/series/choose-series'
import { isDirectoryFile } from '../dicom/series/list-files'
import { scanDicomFolder } from '../dicom/series/scan-dicom-folder'
import { parsePng } from '../png/parse-png'
import { readFile, type GridKind } from '../read-file'
import { formatOf, type SourceFormat } from '../source-format'
import type { LabelValue } from '../source-value'
import { parseTiff } from '../tiff/parse-tiff'

const noNames: LabelValue['names'] = new Map()

/** As many bytes as tell every format by its beginning. */
const HEAD_BYTES = 1024

/**
 * Reads the map as its file has it: palettes by index, grey of few bits unscaled, segments of DICOM by number with their names.
 * Errors: labels/lossy, and those of the file's reader.
 */
export async function readLabelMap(path: string, kind: GridKind, series: string | null): Promise<LabelValue> {
  const file = basename(path)
  if (await isFolder(path)) return readFolder(path, series)
  if (isDirectoryFile(path)) return readFolder(dirname(path), series)
  const format = formatOf((await readHead(path, HEAD_BYTES)).bytes)
  const read = format === null ? undefined : stored[format]
  if (read !== undefined) return read(path, file)
  return { file, map: await readFile(path, kind), names: noNames }
}

/** Formats of which numbers are read otherwise than colours. */
const stored: Partial<Readonly<Record<SourceFormat, (path: string, file: string) => Promise<LabelValue>>>> = {
  png: async (path, file) => ({
    file,
    map: parsePng(await readBytes(path), file, 'numbers'),
    names: noNames,
  }),
  tiff: async (path, file) => ({
    file,
    map: parseTiff(await readBytes(path), file, 'numbers'),
    names: noNames,
  }),
  jpeg: (_, file) => Promise.reject(new AppError('labels/lossy', { file })),
  dicom: async (path, file) => toLabels(await scanFile(path), file),
}

async function readFolder(folder: string, series: string | null): Promise<LabelValue> {
  const name = basename(folder)
  return toLabels(chooseSeries(await scanDicomFolder(folder, false), series, name), name)
}

async function toLabels(slices: readonly ScannedSlice[], file: string): Promise<LabelValue> {
  if (!slices.some(isSegmentation)) return { file, map: await readSlices(slices, file), names: noNames }
  const { volume, names } = await readSegments(slices, file)
  return { file, map: volume, names }
}
