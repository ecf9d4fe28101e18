/** 2 of 11: what one DICOM image says about itself, without its pixels. */
import { AppError } from '@shared/errors'
import { attributes, type Attribute } from './attributes'
import type { DicomDataSet } from './dicom-data-set'
import { toModalityLut, type ModalityLut } from './modality-lut'

export interface SliceHeader {
  readonly path: string
  /** Base name of the path, for sentences. */
  readonly file: string
  readonly transferSyntax: string
  /** Which frame of the file, from 0. */
  readonly frame: number
  readonly seriesUid: string
  /** DICOM Modality: CT, MR, DX ... */
  readonly dicomModality: string
  /** Physical unit of the rescaled values: HU for CT, otherwise RescaleType or empty. */
  readonly unit: string
  readonly slope: number
  readonly intercept: number
  /** Stands for slope and intercept where the file has one. */
  readonly lut: ModalityLut | null
  /** LPS position of the first pixel in mm; null when absent. */
  readonly positionLps: readonly number[] | null
  /** Unit vectors along a row and along a column, six numbers; null when absent. */
  readonly orientationLps: readonly number[] | null
  /** [between rows (y), between columns (x)] in mm; null when absent. */
  readonly pixelSpacingMm: readonly number[] | null
  /** SpacingBetweenSlices or SliceThickness; null when neither is there. Used only where there is one slice. */
  readonly sliceSpacingMm: number | null
}

/** Reads what sorting and grouping need. Errors: dicom/missing, dicom/bad-value. */
export function toSliceHeader(dataSet: DicomDataSet, path: string): SliceHeader {
  const dicomModality = dataSet.text(attributes.dicomModality) ?? ''
  return {
    path,
    file: dataSet.file,
    frame: 0,
    transferSyntax: dataSet.transferSyntax,
    seriesUid: dataSet.text(attributes.seriesUid) ?? 'no UID',
    dicomModality,
    unit: unitOf(dicomModality, dataSet.text(attributes.rescaleType)),
    slope: slopeOf(dataSet),
    intercept: dataSet.numbers(attributes.intercept)?.[0] ?? 0,
    lut: toModalityLut(dataSet),
    positionLps: tuple(dataSet, attributes.position, 3),
    orientationLps: tuple(dataSet, attributes.orientation, 6),
    pixelSpacingMm: tuple(dataSet, attributes.pixelSpacing, 2),
    sliceSpacingMm:
      dataSet.numbers(attributes.spacingBetweenSlices)?.[0] ??
      dataSet.numbers(attributes.sliceThickness)?.[0] ??
      null,
  }
}

/** CT values are HU by definition; US stands for "unspecified" (PS3.3 C.11.1.1.2). */
function unitOf(dicomModality: string, rescaleType: string | null): string {
  const isStated = rescaleType !== null && rescaleType !== 'US' && /^[\w^/%. -]{1,16}$/.test(rescaleType)
  if (isStated) return rescaleType
  return dicomModality === 'CT' ? 'HU' : ''
}

function slopeOf(dataSet: DicomDataSet): number {
  const slope = dataSet.numbers(attributes.slope)?.[0] ?? 1
  if (slope !== 0) return slope
  throw new AppError('dicom/bad-value', {
    file: dataSet.file,
    attribute: attributes.slope.name,
    found: '0',
    expected: 'another number than 0',
  })
}

function tuple(dataSet: DicomDataSet, attribute: Attribute, count: number): readonly number[] | null {
  const numbers = dataSet.numbers(attribute)
  if (numbers === null || numbers.length === count) return numbers
  throw new AppError('dicom/bad-value', {
    file: dataSet.file,
    attribute: attribute.name,
    found: `${numbers.length} numbers`,
    expected: `${count} numbers`,
  })
}
