/** The source of an image modality, a file or a folder with one DICOM image. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { readDicomImage } from './dicom/read-dicom-image'
import { scanDicomFolder } from './dicom/series/scan-dicom-folder'
import { isFolder } from '../files/read-bytes'
import { readFile } from './read-file'
import { largestValue } from './largest-value'
import type { ArrayValue, ImageValue, VolumeValue } from './source-value'
import { statesPlace } from './stated-place'

/**
 * Reads an image: [height, width, channels], or an NPY array with dims of its own.
 * Errors: image/is-volume for a volume of more than one slice, dicom/not-one-image, and those of the file's reader.
 */
export async function readImage(path: string, ignoresDicomdir = false): Promise<ImageValue | ArrayValue> {
  if (await isFolder(path)) return readOnlyImage(path, ignoresDicomdir)
  const value = await readFile(path, 'image')
  return value.kind === 'volume' ? toImage(value, basename(path)) : value
}

async function readOnlyImage(folder: string, ignoresDicomdir: boolean): Promise<ImageValue> {
  const slices = [...(await scanDicomFolder(folder, ignoresDicomdir)).series.values()].flat()
  const [slice] = slices
  if (slice !== undefined && slices.length === 1) return readDicomImage(slice)
  throw new AppError('dicom/not-one-image', { folder: basename(folder), sliceCount: slices.length })
}

/** A volume file of one slice is an image; NIfTI does not say how large its values can become, so the largest one counts. */
function toImage(volume: VolumeValue, file: string): ImageValue {
  const { dims, values, spacingMm, affineLps, notices, windows } = volume
  const [depth, height, width] = dims
  if (depth !== 1) throw new AppError('image/is-volume', { file, dims })
  const image: ImageValue = {
    kind: 'image',
    dims: [height, width, 1],
    values,
    maxValue: largestValue(values),
    pixelSize: { size: [spacingMm[1], spacingMm[2]], unit: 'mm' },
    ...(statesPlace(volume) ? { affineLps } : {}),
    ...(windows === undefined ? {} : { windows }),
  }
  return notices === undefined ? image : { ...image, notices }
}
