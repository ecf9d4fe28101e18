/** Frames of enhanced images and segmentations, each with its own place, spacing and rescale. */
import { AppError } from '@shared/errors'
import { attributes, type Attribute } from './attributes'
import type { DicomDataSet } from './dicom-data-set'
import { sliceSpacingOf, slopeOf, tuple, unitOf, type Segment, type SliceHeader } from './slice-header'
import { toFrameTimeKeys } from '../series/time-keys'
import { toWindows } from './voi-windows'

/** Finds the first item of a functional group. */
type Groups = (sequence: Attribute) => DicomDataSet | null

/**
 * Reads the functional groups: what a frame says itself goes before what all frames share.
 * Errors: dicom/frames-differ, dicom/missing, dicom/bad-value. Source: PS3.3 C.7.6.16.1 and C.7.6.16.2.
 */
export function toEnhancedHeaders(
  dataSet: DicomDataSet,
  header: SliceHeader,
  frames: number,
): readonly SliceHeader[] {
  const items = dataSet.items(attributes.frameGroups)
  const { file } = dataSet
  if (items.length !== frames) {
    const attribute = attributes.frameGroups.name
    throw new AppError('dicom/frames-differ', { file, attribute, frames, found: items.length })
  }
  const [shared] = dataSet.items(attributes.sharedGroups)
  const fullValue = fullValueOf(dataSet)
  const characterSet = dataSet.text(attributes.characterSet)
  return items.map((item, frame) => {
    const groups: Groups = (sequence) => item.items(sequence)[0] ?? shared?.items(sequence)[0] ?? null
    return {
      ...header,
      frame,
      ...toGeometry(groups, header),
      ...toValues(groups, header, frame),
      ...windowsOf(groups, characterSet),
      segment: toSegment(groups, fullValue),
    }
  })
}

/** A group that is absent leaves what the image itself says, so that the volume names the attribute that is missing. */
function toGeometry(groups: Groups, header: SliceHeader) {
  const place = groups(attributes.planePosition)
  const plane = groups(attributes.planeOrientation)
  const measures = groups(attributes.pixelMeasures)
  return {
    positionLps: place === null ? header.positionLps : tuple(place, attributes.position, 3),
    orientationLps: plane === null ? header.orientationLps : tuple(plane, attributes.orientation, 6),
    pixelSpacingMm: measures === null ? header.pixelSpacingMm : tuple(measures, attributes.pixelSpacing, 2),
    sliceSpacingMm: measures === null ? header.sliceSpacingMm : sliceSpacingOf(measures),
  }
}

function toValues(groups: Groups, header: SliceHeader, frame: number) {
  const rescale = groups(attributes.valueTransformation)
  const timeKeys = toFrameTimeKeys(groups, frame)
  if (rescale === null) return { timeKeys }
  return {
    timeKeys,
    slope: slopeOf(rescale, attributes.slope) ?? 1,
    intercept: rescale.numbers(attributes.intercept)?.[0] ?? 0,
    unit: unitOf(header.dicomModality, rescale.text(attributes.rescaleType)),
  }
}

/** Of the frame, else those of the image. */
function windowsOf(groups: Groups, characterSet: string | null): Partial<SliceHeader> {
  const group = groups(attributes.frameWindow)
  return group === null ? {} : { windows: toWindows(group, characterSet) }
}

function toSegment(groups: Groups, fullValue: number): Segment | null {
  const number = groups(attributes.segmentation)?.uint16(attributes.segmentNumber) ?? null
  return number === null ? null : { number, fullValue }
}

/** Source: PS3.3 C.8.20.2 (SegmentationType, MaximumFractionalValue). */
function fullValueOf(dataSet: DicomDataSet): number {
  if (dataSet.text(attributes.segmentationType) !== 'FRACTIONAL') return 1
  const fullValue = dataSet.uint16(attributes.maximumFraction)
  if (fullValue !== null && fullValue > 0) return fullValue
  throw new AppError('dicom/missing', { file: dataSet.file, attribute: attributes.maximumFraction.name })
}
