/** Siemens writes the slices of one MR volume side by side into one image. */
import { AppError } from '@shared/errors'
import { attributes } from '../headers/attributes'
import { csaTexts } from '../headers/csa-header'
import type { DicomDataSet } from '../headers/dicom-data-set'
import type { SliceHeader } from '../headers/slice-header'
import { toSlicePlane } from '../headers/slice-plane'
import { dot, plus, times, type Lps } from '../headers/vector'

/** More slices than this have not been seen in a mosaic; the limit bounds what a damaged file can claim. */
const MAX_TILES = 1024
/** The normal of the private header is that of the image up to rounding. */
const LEAST_COSINE = 0.99

/** Tells whether an image is a mosaic, by its ImageType. */
export function isMosaic(dataSet: DicomDataSet): boolean {
  return dataSet.text(attributes.imageType)?.split('\\').includes('MOSAIC') ?? false
}

/**
 * Takes a mosaic apart: tiles row by row, from the left. ImagePositionPatient is that of the whole mosaic as if it were one slice
 * with the same centre, so half of what the mosaic is larger than a tile is added. The slices follow the normal of the
 * private header, which may run against row x column. Errors: dicom/mosaic, dicom/missing, dicom/bad-value.
 * Source: nibabel, "DICOM mosaic", and MosaicWrapper of its dicomwrappers.py.
 */
export function toMosaicHeaders(dataSet: DicomDataSet, header: SliceHeader): readonly SliceHeader[] {
  const count = tileCount(dataSet)
  const perRow = Math.ceil(Math.sqrt(count))
  const rows = tileLength(dataSet, dataSet.uint16(attributes.rows) ?? 0, perRow)
  const columns = tileLength(dataSet, dataSet.uint16(attributes.columns) ?? 0, perRow)
  const { sliceSpacingMm } = header
  if (sliceSpacingMm === null) {
    throw new AppError('dicom/missing', {
      file: dataSet.file,
      attribute: attributes.spacingBetweenSlices.name,
    })
  }
  const plane = toSlicePlane(header)
  const [rowSpacing, columnSpacing] = plane.pixelSpacingMm
  const right = times(plane.rowDirection, (columnSpacing * columns * (perRow - 1)) / 2)
  const down = times(plane.columnDirection, (rowSpacing * rows * (perRow - 1)) / 2)
  const first = plus(plane.position, plus(right, down))
  const step = times(plane.normal, sliceSpacingMm * directionOf(dataSet, plane.normal))
  return Array.from({ length: count }, (_, index) => ({
    ...header,
    tile: { left: (index % perRow) * columns, top: Math.floor(index / perRow) * rows, columns, rows },
    positionLps: plus(first, times(step, index)),
  }))
}

function tileCount(dataSet: DicomDataSet): number {
  const isSiemens = dataSet.text(attributes.siemensMrCreator)?.startsWith('SIEMENS') === true
  const bytes = dataSet.raw(attributes.mosaicCount)
  const plain = isSiemens && bytes?.length === 2 ? dataSet.uint16(attributes.mosaicCount) : null
  const count = plain ?? Number(csaOf(dataSet, 'NumberOfImagesInMosaic')[0] ?? Number.NaN)
  if (Number.isInteger(count) && count >= 1 && count <= MAX_TILES) return count
  const problem = `${attributes.mosaicCount.name} and ${attributes.csaHeader.name} do not say how many slices it holds`
  throw new AppError('dicom/mosaic', { file: dataSet.file, problem })
}

function tileLength({ file }: DicomDataSet, length: number, perRow: number): number {
  const tile = length / perRow
  if (Number.isInteger(tile) && tile > 0) return tile
  const problem = `${length} pixels do not divide into ${perRow} tiles`
  throw new AppError('dicom/mosaic', { file, problem })
}

/** 1 along row x column, -1 against it. Nothing else in the file tells them apart, and a guess could turn the volume over. */
function directionOf(dataSet: DicomDataSet, normal: Lps): 1 | -1 {
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = csaOf(dataSet, 'SliceNormalVector').map(Number)
  const cosine = dot(normal, [x, y, z])
  if (Math.abs(cosine) >= LEAST_COSINE) return cosine < 0 ? -1 : 1
  const problem = `${attributes.csaHeader.name} does not say in which direction its slices go`
  throw new AppError('dicom/mosaic', { file: dataSet.file, problem })
}

function csaOf(dataSet: DicomDataSet, name: string): readonly string[] {
  const isSiemens = dataSet.text(attributes.siemensCsaCreator)?.startsWith('SIEMENS CSA') === true
  const bytes = isSiemens ? dataSet.raw(attributes.csaHeader) : null
  return bytes === null ? [] : csaTexts(bytes, name)
}
