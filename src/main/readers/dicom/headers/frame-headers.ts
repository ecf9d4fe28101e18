/** One DICOM file -> a header for every slice in it, each with its own place. */
import { AppError } from '@shared/errors'
import { attributes } from './attributes'
import type { DicomDataSet } from './dicom-data-set'
import { toEnhancedHeaders } from './enhanced-frames'
import { toFrameOffsets } from './frame-offsets'
import { isMosaic, toMosaicHeaders } from '../pixels/mosaic'
import { toPlace, type SliceHeader } from './slice-header'
import { cross, isLps, plus, times, type Lps } from './vector'

/**
 * Finds the slices of a file: by functional groups (enhanced images, segmentations), as tiles of a Siemens mosaic, by
 * offsets (RT dose, nuclear medicine, multi-frame secondary capture), or the one image.
 * Errors: dicom/multi-frame for frames without a place (cine, angiography), dicom/frames-differ, dicom/mosaic, dicom/missing,
 * dicom/bad-value. Source: PS3.3 C.7.6.16 (functional groups), C.8.8.3.2 (dose), C.8.4.15 (nuclear medicine).
 */
export function toFrameHeaders(dataSet: DicomDataSet, header: SliceHeader): readonly SliceHeader[] {
  const frames = dataSet.numbers(attributes.frames)?.[0] ?? 1
  if (dataSet.items(attributes.frameGroups).length > 0) return toEnhancedHeaders(dataSet, header, frames)
  if (isMosaic(dataSet)) return toMosaicHeaders(dataSet, header)
  if (frames === 1) return [withDetector(dataSet, header)]
  const offsetsMm = toFrameOffsets(dataSet, header, frames)
  if (offsetsMm === null) throw new AppError('dicom/multi-frame', { file: dataSet.file, frames })
  const placed = withDetector(dataSet, header)
  const origin = placed.positionLps
  const normal = normalOf(placed)
  if (!isLps(origin) || normal === null) {
    throw new AppError('dicom/missing', { file: dataSet.file, attribute: attributes.position.name })
  }
  const start = offsetsMm[0] ?? 0
  return offsetsMm.map((offsetMm, frame) => ({
    ...placed,
    frame,
    positionLps: plus(origin, times(normal, offsetMm - start)),
  }))
}

/** Nuclear medicine keeps the place in the item of its detector (PS3.3 C.8.4.11). */
function withDetector(dataSet: DicomDataSet, header: SliceHeader): SliceHeader {
  const [detector] = dataSet.items(attributes.detector)
  if (detector === undefined || header.positionLps !== null) return header
  const place = toPlace(detector)
  return { ...header, ...place, orientationLps: place.orientationLps ?? header.orientationLps }
}

function normalOf({ orientationLps }: SliceHeader): Lps | null {
  const row = orientationLps?.slice(0, 3) ?? null
  const column = orientationLps?.slice(3) ?? null
  return isLps(row) && isLps(column) ? cross(row, column) : null
}
