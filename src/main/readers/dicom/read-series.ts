/** 2 of 11: a folder of DICOM slices (or one file) -> VolumeValue. */
import { basename } from 'node:path'
import { AppError, type ErrorData } from '@shared/errors'
import { checkedCount } from '../limits'
import type { VolumeValue } from '../source-value'
import { chooseSeries } from './choose-series'
import { orderSlices, type OrderedSlices } from './order-slices'
import { createCellReader } from './read-cells'
import type { ScannedSlice } from './scan-file'
import { fillRescaled } from './rescale'
import { checkSameGrid, type DescribedSlice } from './same-grid'
import { scanSlices } from './scan-series'
import { toVolumeSpace } from './volume-space'

/** Shifts below this are rounding of the positions, not gantry tilt. */
const SHEAR_NOTICE_DEGREES = 0.5

/**
 * Reads a series from a folder: [z, y, x], ascending along the slice normal, rescaled slice by slice, HU for CT.
 * Errors: dicom/none, dicom/several-series, dicom/series-not-found, and those of readSlices.
 * Limits: one folder level; uncompressed single-frame grey slices.
 */
export async function readSeries(folder: string, series: string | null): Promise<VolumeValue> {
  const name = basename(folder)
  return readSlices(chooseSeries(await scanSlices(folder), series, name), name)
}

/**
 * Reads slices as one volume. Everything is checked from the headers before the volume is allocated.
 * Errors: dicom/missing, dicom/bad-value, dicom/differs, dicom/duplicate-position, dicom/uneven-gaps, dicom/unsupported,
 * dicom/unsupported-transfer-syntax, dicom/multi-frame, dicom/pixel-bytes, image/too-large, file/unreadable.
 */
export async function readSlices(slices: readonly ScannedSlice[], folder: string): Promise<VolumeValue> {
  const described = slices.map((slice) => ({ header: slice, pixels: slice.describePixels() }))
  checkGrey(described)
  checkSameGrid(described)
  const ordered = orderSlices(slices)
  const space = toVolumeSpace(ordered)
  const pixels = described[0]?.pixels
  if (space === null || pixels === undefined) throw new AppError('dicom/none', { folder, fileCount: 0 })
  const dims = [slices.length, pixels.rows, pixels.columns] as const
  const values = new Float32Array(checkedCount(folder, dims))
  await fillVolume(values, ordered)
  const notices = noticesOf(described, folder, space.shearDegrees)
  const { spacingMm, affineLps } = space
  const volume: VolumeValue = {
    kind: 'volume',
    dims,
    values,
    unit: slices[0]?.unit ?? '',
    spacingMm,
    affineLps,
  }
  return notices.length === 0 ? volume : { ...volume, notices }
}

async function fillVolume(values: Float32Array, { placed }: OrderedSlices<ScannedSlice>): Promise<void> {
  let offset = 0
  const readCells = createCellReader()
  for (const { slice } of placed) {
    const pixels = slice.describePixels()
    const { cells } = await readCells(slice, pixels)
    fillRescaled(values, offset, cells, pixels, slice)
    offset += pixels.rows * pixels.columns
  }
}

function checkGrey(slices: readonly DescribedSlice[]): void {
  const colour = slices.find(({ pixels }) => pixels.samplesPerPixel !== 1)
  if (colour === undefined) return
  throw new AppError('dicom/unsupported', { file: colour.header.file, what: 'colour in a volume' })
}

function noticesOf(
  slices: readonly DescribedSlice[],
  folder: string,
  shearDegrees: number,
): readonly ErrorData[] {
  const notices: ErrorData[] = []
  const inverted = slices.find(({ pixels }) => pixels.photometric === 'MONOCHROME1')
  if (inverted !== undefined) {
    notices.push({ code: 'dicom/monochrome1', details: { file: inverted.header.file } })
  }
  if (shearDegrees > SHEAR_NOTICE_DEGREES) {
    notices.push({ code: 'dicom/sheared', details: { folder, degrees: Number(shearDegrees.toFixed(1)) } })
  }
  return notices
}
