/** What one DICOM image says about itself, without its pixels. */
import { AppError } from '@shared/errors'
import type { ValueWindow } from '@shared/picture/value-window'
import { attributes, type Attribute } from './attributes'
import { decodeDicomText } from './character-set'
import type { DicomDataSet } from './dicom-data-set'
import { toModalityLut, type ModalityLut } from '../pixels/modality-lut'
import type { PetHeader } from '../pet/pet-header'
import { toTimeKeys, type TimeKeys } from '../series/time-keys'
import { toWindows } from './voi-windows'

/** Part of a frame that is a slice of its own. */
export interface Tile {
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly rows: number
}

/** The segment that a frame of a segmentation shows. */
export interface Segment {
  readonly number: number
  /** Stored value of a voxel that lies wholly in it: 1, or the largest fraction. */
  readonly fullValue: number
}

export interface SliceHeader {
  readonly path: string
  /** Base name of the path, for sentences. */
  readonly file: string
  readonly transferSyntax: string
  /** Which frame of the file, from 0. */
  readonly frame: number
  /** Where in the frame; null when the frame is the slice. */
  readonly tile: Tile | null
  readonly sopClass: string
  readonly sopInstance: string | null
  readonly seriesUid: string
  /** DICOM Modality: CT, MR, DX ... */
  readonly dicomModality: string
  readonly isLocalizer: boolean
  /** Physical unit of the rescaled values: HU for CT, otherwise RescaleType, the unit of a PET, or empty. */
  readonly unit: string
  readonly slope: number
  readonly intercept: number
  /** Stands for slope and intercept where the file has one. */
  readonly lut: ModalityLut | null
  /** What the file proposes for the screen, in the unit of the rescaled values. */
  readonly windows: readonly ValueWindow[]
  /** LPS position of the first pixel in mm; null when absent. */
  readonly positionLps: readonly number[] | null
  /** Unit vectors along a row and along a column, six numbers; null when absent. */
  readonly orientationLps: readonly number[] | null
  /** [between rows (y), between columns (x)] in mm; null when absent. */
  readonly pixelSpacingMm: readonly number[] | null
  /** SpacingBetweenSlices or SliceThickness; null when neither is there. Used only where there is one slice. */
  readonly sliceSpacingMm: number | null
  readonly timeKeys: TimeKeys
  /** What tells values of a PET; null for other modalities. */
  readonly pet: PetHeader | null
  /** Null for images and label maps. */
  readonly segment: Segment | null
  /** What the segments of a segmentation are called, by number; empty for images. */
  readonly segmentNames: ReadonlyMap<number, string>
}

/** Reads what sorting and grouping need. Errors: dicom/missing, dicom/bad-value. */
export function toSliceHeader(dataSet: DicomDataSet, path: string, pet: PetHeader | null): SliceHeader {
  const dicomModality = dataSet.text(attributes.dicomModality) ?? ''
  const stated = dataSet.text(attributes.rescaleType) ?? pet?.units ?? dataSet.text(attributes.doseUnits)
  return {
    path,
    file: dataSet.file,
    frame: 0,
    tile: null,
    transferSyntax: dataSet.transferSyntax,
    sopClass: dataSet.text(attributes.sopClassUid) ?? dataSet.text(attributes.sopClass) ?? '',
    sopInstance: dataSet.text(attributes.sopInstance),
    seriesUid: dataSet.text(attributes.seriesUid) ?? 'no UID',
    dicomModality,
    isLocalizer: dataSet.text(attributes.imageType)?.split('\\').includes('LOCALIZER') ?? false,
    unit: unitOf(dicomModality, stated),
    slope: slopeOf(dataSet, attributes.slope) ?? slopeOf(dataSet, attributes.doseScaling) ?? 1,
    intercept: dataSet.numbers(attributes.intercept)?.[0] ?? 0,
    lut: toModalityLut(dataSet),
    windows: toWindows(dataSet, dataSet.text(attributes.characterSet)),
    ...toPlace(dataSet),
    pixelSpacingMm: tuple(dataSet, attributes.pixelSpacing, 2),
    sliceSpacingMm: sliceSpacingOf(dataSet),
    timeKeys: toTimeKeys(dataSet),
    pet,
    segment: null,
    segmentNames: segmentNames(dataSet),
  }
}

/** Source: PS3.3 C.8.20.2 (SegmentNumber, SegmentLabel), C.12.1.1.2 (the character set of the file holds for items without one). */
function segmentNames(dataSet: DicomDataSet): ReadonlyMap<number, string> {
  const ofFile = dataSet.text(attributes.characterSet)
  return new Map(
    dataSet.items(attributes.segments).flatMap((item): [number, string][] => {
      const [number, label] = [item.uint16(attributes.segmentDefined), item.raw(attributes.segmentLabel)]
      if (number === null || label === null) return []
      const name = onOneLine(decodeDicomText(label, item.text(attributes.characterSet) ?? ofFile))
      return name === '' ? [] : [[number, name]]
    }),
  )
}

/** A name stands in tables and lists. */
function onOneLine(name: string): string {
  return name.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** Reads position and orientation of the first pixel. Errors: dicom/bad-value. */
export function toPlace(dataSet: DicomDataSet): Pick<SliceHeader, 'positionLps' | 'orientationLps'> {
  return {
    positionLps: tuple(dataSet, attributes.position, 3),
    orientationLps: tuple(dataSet, attributes.orientation, 6),
  }
}

/** Reads as many numbers as an attribute must have; null when it is absent. Errors: dicom/bad-value. */
export function tuple(dataSet: DicomDataSet, attribute: Attribute, count: number): readonly number[] | null {
  const numbers = dataSet.numbers(attribute)
  if (numbers === null || numbers.length === count) return numbers
  throw new AppError('dicom/bad-value', {
    file: dataSet.file,
    attribute: attribute.name,
    found: `${numbers.length} numbers`,
    expected: `${count} numbers`,
  })
}

/** Reads a factor; null when it is absent. Errors: dicom/bad-value for 0. */
export function slopeOf(dataSet: DicomDataSet, attribute: Attribute): number | null {
  const slope = dataSet.numbers(attribute)?.[0] ?? null
  if (slope !== 0) return slope
  throw new AppError('dicom/bad-value', {
    file: dataSet.file,
    attribute: attribute.name,
    found: '0',
    expected: 'another number than 0',
  })
}

/** Reads SpacingBetweenSlices or SliceThickness, in mm; null when both are absent. Errors: dicom/bad-value. */
export function sliceSpacingOf(dataSet: DicomDataSet): number | null {
  const [spacing] = dataSet.numbers(attributes.spacingBetweenSlices) ?? []
  return spacing ?? dataSet.numbers(attributes.sliceThickness)?.[0] ?? null
}

/** Settles the unit. CT values are HU by definition; US stands for "unspecified" (PS3.3 C.11.1.1.2). */
export function unitOf(dicomModality: string, stated: string | null): string {
  const isStated = stated !== null && stated !== 'US' && /^[\w^/%. -]{1,16}$/.test(stated)
  if (isStated) return stated
  return dicomModality === 'CT' ? 'HU' : ''
}
