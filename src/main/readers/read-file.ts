/** 2 of 11: one file of pixels or voxels -> its value, by a table of formats. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { readSlices } from './dicom/read-series'
import { readDicomImage } from './dicom/read-dicom-image'
import { scanFile, type ScannedSlice } from './dicom/scan-file'
import { parseJpeg } from './jpeg/parse-jpeg'
import { parseNifti } from './nifti/parse-nifti'
import { parseNpy } from './npy/parse-npy'
import { parsePng } from './png/parse-png'
import { readBytes, readHead } from './read-bytes'
import { formatOf, SIGNATURE_BYTES, type SourceFormat } from './source-format'
import type { ArrayValue, ImageValue, VolumeValue } from './source-value'

export type GridValue = ImageValue | VolumeValue | ArrayValue
export type GridKind = 'image' | 'volume'

type FileReader = (path: string, file: string, kind: GridKind) => Promise<GridValue>

/** One entry per format: a new one adds its signature in source-format.ts and a line here. */
const readers: Readonly<Record<SourceFormat, FileReader>> = {
  png: async (path, file) => parsePng(await readBytes(path), file),
  jpeg: async (path, file) => parseJpeg(await readBytes(path), file),
  npy: async (path, file) => parseNpy(await readBytes(path), file),
  nifti: async (path, file) => parseNifti(await readBytes(path), file),
  dicom: async (path, file, kind) => {
    const slices = await scanImage(path, file)
    return kind === 'image' ? readDicomImage(slices[0]) : readSlices(slices, file)
  },
}

/** Reads a file whatever its name. Errors: image/unknown-format and those of its reader. */
export async function readFile(path: string, kind: GridKind): Promise<GridValue> {
  const file = basename(path)
  const { bytes, sizeBytes } = await readHead(path, SIGNATURE_BYTES)
  const format = formatOf(bytes)
  if (format === null) throw new AppError('image/unknown-format', { file, sizeBytes })
  return readers[format](path, file, kind)
}

async function scanImage(path: string, file: string): Promise<readonly [ScannedSlice, ...ScannedSlice[]]> {
  const [first, ...others] = await scanFile(path)
  if (first !== undefined) return [first, ...others]
  throw new AppError('dicom/unsupported', { file, what: 'no image (it is another kind of DICOM object)' })
}
