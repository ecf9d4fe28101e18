/** A DICOM segmentation -> a volume of segment numbers, on a grid of its own. */
import { at } from '@shared/at'
import { AppError, type ErrorData } from '@shared/errors'
import { checkedCount } from '../../limits'
import type { VolumeValue } from '../../source-value'
import { fillLabels, isFractional, refuseOverlap, type Overlap } from './fill-labels'
import { placeSlices, type Position } from '../series/place-slices'
import { createCellReader } from '../pixels/read-cells'
import { checkSameGrid } from '../series/same-grid'
import type { ScannedSlice } from '../headers/scan-file'
import { toSegmentGrid } from './segment-grid'
import { toVolumeSpace } from '../series/volume-space'

/** Segmentation Storage and Label Map Segmentation Storage (PS3.6, table A-1). */
const sopClasses = new Set(['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7'])

/** Tells segmentations from images by their SOP class. */
export function isSegmentation({ sopClass }: ScannedSlice): boolean {
  return sopClasses.has(sopClass)
}

/**
 * Reads one segmentation: [z, y, x], each voxel the number of its segment or 0. Frames without a segment are left out of such files,
 * so positions between them are empty slices. Fractions count from one half on (notice dicom/fractional-segmentation).
 * Errors: dicom/several-segmentations, dicom/segments-overlap, dicom/uneven-gaps, dicom/differs, dicom/missing, image/too-large.
 * Source: PS3.3 C.8.20 and A.51. Limits: whole-slide segmentations have no patient space and are refused.
 */
export async function readSegmentation(
  slices: readonly ScannedSlice[],
  folder: string,
  overlap: Overlap = refuseOverlap,
): Promise<VolumeValue> {
  checkOne(slices, folder)
  for (const slice of slices) slice.checkFrames()
  const described = slices.map((slice) => ({ header: slice, pixels: slice.describePixels() }))
  checkSameGrid(described)
  const [pixels] = described.map((one) => one.pixels)
  const positions = placeSlices(slices)
  const first = positions[0]?.[0]
  const last = positions.at(-1)?.[0]
  if (pixels === undefined || first === undefined || last === undefined) {
    throw new AppError('dicom/none', { folder, fileCount: 0 })
  }
  const { indices, depth, spacingMm } = toSegmentGrid(positions)
  const dims = [depth, pixels.rows, pixels.columns] as const
  const values = new Float32Array(checkedCount(first.slice.file, dims))
  await fillVolume(values, positions, indices, overlap)
  const { spacingMm: spacings, affineLps } = toVolumeSpace({
    first: first.plane,
    last: last.plane,
    depth,
    spacingMm,
  })
  // All frames are of one file, and a slice is made of any number of them.
  const files = Array.from({ length: depth }, () => ({ path: first.slice.path, frame: null }))
  const volume: VolumeValue = {
    ...{ kind: 'volume', dims, values, unit: '' },
    ...{ spacingMm: spacings, affineLps, files },
  }
  const notice: ErrorData = { code: 'dicom/fractional-segmentation', details: { file: first.slice.file } }
  return slices.some(isFractional) ? { ...volume, notices: [notice] } : volume
}

async function fillVolume(
  values: Float32Array,
  positions: readonly Position<ScannedSlice>[],
  indices: readonly number[],
  overlap: Overlap,
): Promise<void> {
  const readCells = createCellReader()
  for (const [place, position] of positions.entries()) {
    for (const { slice } of position) {
      const pixels = slice.describePixels()
      const { cells } = await readCells(slice, pixels)
      const offset = at(indices, place) * pixels.rows * pixels.columns
      fillLabels(values, offset, cells, pixels, slice, overlap)
    }
  }
}

function checkOne(slices: readonly ScannedSlice[], folder: string): void {
  const count = new Set(slices.map(({ path }) => path)).size
  if (count > 1) throw new AppError('dicom/several-segmentations', { folder, count })
}
