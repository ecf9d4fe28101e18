/** One frame of a segmentation -> segment numbers in a volume. */
import { AppError } from '@shared/errors'
import type { PixelCells } from '../pixels/decoders/pixel-decoder'
import type { PixelDescription } from '../pixels/pixel-description'
import { createStored } from '../pixels/rescale'
import type { SliceHeader } from '../headers/slice-header'

/** Tells whether a frame holds probabilities or shares of voxels. */
export function isFractional({ segment }: SliceHeader): boolean {
  return segment !== null && segment.fullValue > 1
}

/**
 * Writes the segment of a frame into `out` from `offset` on; a frame of a label map holds the numbers themselves.
 * Where segments meet, `overlap` says which of two numbers stays. Errors: those of `overlap`.
 */
export function fillLabels(
  out: Float32Array,
  offset: number,
  cells: PixelCells,
  pixels: PixelDescription,
  { segment, file }: SliceHeader,
  overlap: Overlap,
): void {
  const stored = createStored(pixels)
  for (let index = 0; index < cells.length; index += 1) {
    const value = stored(cells[index] ?? 0)
    const label = segment === null ? value : value * 2 >= segment.fullValue ? segment.number : 0
    const before = out[offset + index] ?? 0
    if (label === 0 || label === before) continue
    out[offset + index] = before === 0 ? label : overlap(before, label, file)
  }
}

/** Chooses between the number that a voxel has and another one of it. */
export type Overlap = (before: number, other: number, file: string) => number

/** Two segments do not fit into one label map. Errors: dicom/segments-overlap. */
export const refuseOverlap: Overlap = (one, other, file) => {
  throw new AppError('dicom/segments-overlap', { file, one, other })
}
