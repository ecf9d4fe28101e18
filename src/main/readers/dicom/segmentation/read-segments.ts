/** A DICOM segmentation -> a label map: one number per voxel, with the names of the segments. */
import type { ErrorData } from '@shared/errors'
import type { VolumeValue } from '../../source-value'
import type { ScannedSlice } from '../headers/scan-file'
import type { Overlap } from './fill-labels'
import { readSegmentation } from './read-segmentation'

export interface SegmentMap {
  readonly volume: VolumeValue
  readonly names: ReadonlyMap<number, string>
}

/**
 * Reads one segmentation of which segments may overlap: a voxel of several belongs to the smallest of them, as a lesion inside an organ
 * (notice dicom/segments-shared); of two of one size to the higher number. Errors: those of readSegmentation but dicom/segments-overlap.
 */
export async function readSegments(slices: readonly ScannedSlice[], folder: string): Promise<SegmentMap> {
  const pairs = new Set<string>()
  const note = (before: number, other: number): void => {
    pairs.add([before, other].toSorted((a, b) => a - b).join(' and '))
  }
  const names = slices[0]?.segmentNames ?? new Map<number, string>()
  const first = await readSegmentation(slices, folder, (before, other) => {
    note(before, other)
    return Math.max(before, other)
  })
  if (pairs.size === 0) return { volume: first, names }
  const volume = await readSegmentation(slices, folder, smallestOf(await countVoxels(slices, folder)))
  const file = slices[0]?.file ?? folder
  const notice: ErrorData = { code: 'dicom/segments-shared', details: { file, pairs: [...pairs].toSorted() } }
  return { volume: { ...volume, notices: [...(volume.notices ?? []), notice] }, names }
}

/** Voxels of every segment, whatever others cover them. */
async function countVoxels(
  slices: readonly ScannedSlice[],
  folder: string,
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  const numbers = new Set(slices.flatMap(({ segment }) => (segment === null ? [] : [segment.number])))
  for (const number of numbers) {
    const own = slices.filter(({ segment }) => segment?.number === number)
    const { values } = await readSegmentation(own, folder, () => number)
    counts.set(
      number,
      values.reduce((count, value) => (value === 0 ? count : count + 1), 0),
    )
  }
  return counts
}

function smallestOf(counts: ReadonlyMap<number, number>): Overlap {
  const sizeOf = (number: number): number => counts.get(number) ?? 0
  return (before, other) => {
    if (sizeOf(before) === sizeOf(other)) return Math.max(before, other)
    return sizeOf(before) < sizeOf(other) ? before : other
  }
}
