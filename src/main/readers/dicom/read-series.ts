/** A folder of DICOM slices (or one file) -> VolumeValue. */
import { basename } from 'node:path'
import { AppError, type ErrorData } from '@shared/errors'
import { tellReading } from '../../files/reading'
import { checkedCount } from '../limits'
import type { VolumeValue } from '../source-value'
import { chooseSeries } from './series/choose-series'
import type { OrderedSlices } from './series/order-slices'
import { createCellReader } from './pixels/read-cells'
import { isSegmentation, readSegmentation } from './segmentation/read-segmentation'
import { readSlice, sliceDims } from './pixels/read-slice'
import { fillRescaled } from './pixels/rescale'
import type { ScannedSlice } from './headers/scan-file'
import { scanDicomFolder } from './series/scan-dicom-folder'
import { selectSlices } from './series/select-slices'
import { toVolumeSpace } from './series/volume-space'

/** Shifts below this are rounding of the positions, not gantry tilt. */
const SHEAR_NOTICE_DEGREES = 0.5

/**
 * Reads a series from a folder, or from what its DICOMDIR lists: [z, y, x], ascending along the slice normal, rescaled slice by slice,
 * HU for CT, SUV for PET where that can be computed. `timePoint` is 1-based; null asks for the only one.
 * Errors: dicom/none, dicom/several-series, dicom/series-not-found, dicom/directory-*, and those of readSlices.
 */
export async function readSeries(
  folder: string,
  series: string | null,
  timePoint: number | null = null,
  ignoresDicomdir = false,
): Promise<VolumeValue> {
  const name = basename(folder)
  const scanned = await scanDicomFolder(folder, ignoresDicomdir)
  return readSlices(chooseSeries(scanned, series, name), name, timePoint)
}

/**
 * Reads slices as one volume; a segmentation becomes a map of its segment numbers. Everything is checked from the headers before the
 * volume is allocated. Errors: those of selectSlices and readSegmentation, dicom/pixel-bytes, image/too-large, file/unreadable.
 */
export async function readSlices(
  slices: readonly ScannedSlice[],
  folder: string,
  timePoint: number | null = null,
): Promise<VolumeValue> {
  if (slices.some(isSegmentation)) return readSegmentation(slices, folder)
  const { ordered, notices } = await selectSlices(slices, folder, timePoint)
  const { placed, spacingMm } = ordered
  const [first] = placed
  const last = placed.at(-1)
  if (first === undefined || last === undefined) throw new AppError('dicom/none', { folder, fileCount: 0 })
  const dims = [placed.length, ...sliceDims(first.slice)] as const
  const values = new Float32Array(checkedCount(folder, dims))
  const range = { first: first.plane, last: last.plane, depth: placed.length, spacingMm }
  const { shearDegrees, ...space } = toVolumeSpace(range)
  await fillVolume(values, ordered)
  const all = [...notices, ...noticesOf(ordered, folder, shearDegrees)]
  const volume: VolumeValue = {
    ...{ kind: 'volume', dims, values, unit: first.slice.unit },
    ...space,
    ...windowsOf(ordered),
    files: placed.map(({ slice: { path, frame } }) => ({ path, frame })),
  }
  return all.length === 0 ? volume : { ...volume, notices: all }
}

async function fillVolume(values: Float32Array, { placed }: OrderedSlices<ScannedSlice>): Promise<void> {
  let offset = 0
  const readCells = createCellReader()
  for (const [place, { slice }] of placed.entries()) {
    tellReading('slices', place, placed.length)
    const cells = await readSlice(slice, readCells)
    fillRescaled(values, offset, cells, slice.describePixels(), slice)
    offset += cells.length
  }
}

/** Of the middle slice: scanners may give each its own. */
function windowsOf({ placed }: OrderedSlices<ScannedSlice>): Pick<VolumeValue, 'windows'> {
  const windows = placed[Math.floor(placed.length / 2)]?.slice.windows ?? []
  return windows.length === 0 ? {} : { windows }
}

function noticesOf(
  { placed }: OrderedSlices<ScannedSlice>,
  folder: string,
  shearDegrees: number,
): readonly ErrorData[] {
  const notices: ErrorData[] = []
  const inverted = placed.find(({ slice }) => slice.describePixels().photometric === 'MONOCHROME1')
  if (inverted !== undefined) {
    notices.push({ code: 'dicom/monochrome1', details: { file: inverted.slice.file } })
  }
  if (shearDegrees > SHEAR_NOTICE_DEGREES) {
    notices.push({ code: 'dicom/sheared', details: { folder, degrees: Number(shearDegrees.toFixed(1)) } })
  }
  return notices
}
