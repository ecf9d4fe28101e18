/** One file of pixels or voxels -> its value, by a table of formats. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { chosenTimePoint } from './chosen-time-point'
import { readSlices } from './dicom/read-series'
import { readDicomImage } from './dicom/read-dicom-image'
import { scanFile, type ScannedSlice } from './dicom/headers/scan-file'
import { parseBmp } from './bmp/parse-bmp'
import { foreignFormatOf } from './foreign-format'
import { parseJpeg } from './jpeg/parse-jpeg'
import { readMetaImage } from './metaimage/read-metaimage'
import { headerOf, readNifti } from './nifti/read-nifti'
import { parseNpy } from './npy/parse-npy'
import { readNrrd } from './nrrd/read-nrrd'
import { contentName, inflateStart, PACKED_BYTES, packingOf } from './packing'
import { parsePng } from './png/parse-png'
import { readBytes, readHead } from '../files/read-bytes'
import { formatOf, type SourceFormat } from './source-format'
import { parseTiff } from './tiff/parse-tiff'
import type { ArrayValue, ImageValue, VolumeValue } from './source-value'

export type GridValue = ImageValue | VolumeValue | ArrayValue
export type GridKind = 'image' | 'volume'

/** How a file with several volumes is read. */
export interface ReadOptions {
  /** 1-based volume of a 4-D file; null asks for the only one. */
  readonly timePoint: number | null
}

interface FileQuery extends ReadOptions {
  readonly path: string
  readonly file: string
  readonly kind: GridKind
}

type FileReader = (query: FileQuery) => Promise<GridValue>

/** Formats whose readers know time points; in the others only the first exists. */
const severalVolumes = new Set<SourceFormat>(['nifti', 'dicom'])

/** One entry per format: a new one adds its signature in source-format.ts and a line here. */
const readers: Readonly<Record<SourceFormat, FileReader>> = {
  png: async ({ path, file }) => parsePng(await readBytes(path), file),
  jpeg: async ({ path, file }) => parseJpeg(await readBytes(path), file),
  tiff: async ({ path, file }) => parseTiff(await readBytes(path), file),
  bmp: async ({ path, file }) => parseBmp(await readBytes(path), file),
  npy: async ({ path, file }) => parseNpy(await readBytes(path), file),
  nifti: ({ path, timePoint }) => readNifti(path, timePoint),
  nrrd: ({ path }) => readNrrd(path),
  metaimage: ({ path }) => readMetaImage(path),
  dicom: async ({ path, file, kind, timePoint }) => {
    const slices = await scanImage(path, file)
    return kind === 'image' ? readDicomImage(slices[0]) : readSlices(slices, file, timePoint)
  },
}

/**
 * Reads a file whatever its name; only the `.img` of a NIfTI pair, which has no mark of its own, is known by its header beside it.
 * Errors: image/unknown-format, image/foreign-format, image/packed, image/time-point, and those of its reader.
 */
export async function readFile(
  path: string,
  kind: GridKind,
  { timePoint }: ReadOptions = { timePoint: null },
): Promise<GridValue> {
  const source = (await headerOf(path)) ?? path
  const file = basename(source)
  const format = await formatAt(source, file)
  if (!severalVolumes.has(format)) chosenTimePoint(file, timePoint, 1)
  return readers[format]({ path: source, file, kind, timePoint })
}

/** Recognises a file by its content. Errors: image/unknown-format, image/foreign-format, image/packed. */
export async function formatAt(path: string, file: string): Promise<SourceFormat> {
  const { bytes, sizeBytes } = await readHead(path, PACKED_BYTES)
  const packing = packingOf(bytes)
  if (packing !== null) return packedFormat(bytes, packing, file)
  const format = formatOf(bytes)
  if (format !== null) return format
  const foreign = foreignFormatOf(bytes)
  if (foreign !== null) throw new AppError('image/foreign-format', { file, format: foreign })
  throw new AppError('image/unknown-format', { file, sizeBytes })
}

/** Only NIfTI is read from gzip; what has its name but not its beginning, its reader calls damaged. */
function packedFormat(bytes: Uint8Array, packing: string, file: string): SourceFormat {
  const start = inflateStart(bytes)
  const holds = start === null ? null : contentName(start)
  if (start !== null && formatOf(start) === 'nifti' && packingOf(start) === null) return 'nifti'
  if (holds === null && /\.(nii|hdr)\.gz$/i.test(file)) return 'nifti'
  throw new AppError('image/packed', holds === null ? { file, packing } : { file, packing, holds })
}

async function scanImage(path: string, file: string): Promise<readonly [ScannedSlice, ...ScannedSlice[]]> {
  const [first, ...others] = await scanFile(path)
  if (first !== undefined) return [first, ...others]
  throw new AppError('dicom/unsupported', { file, what: 'no image (it is another kind of DICOM object)' })
}
