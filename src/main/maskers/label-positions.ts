/** Where the parts of a label map lie. */
import type { LabelMap } from '../tensors/labels/label-map'
import type { ModalityTensors } from '../tensors/modality-tensors'
import type { Masker } from './masker'

/** Positions of one channel, ascending, by part. */
export type Positions = readonly Int32Array[]

/** Makes the masking of the parts that are found in a case. */
export type CreateMask = (find: (original: ModalityTensors) => Positions) => Masker['mask']

export function positionsOfPart({ labels, partOf }: LabelMap, part: number): Int32Array {
  const positions = new Int32Array(labels[part]?.voxels ?? 0)
  let next = 0
  partOf.forEach((one, position) => {
    if (one === part) positions[next++] = position
  })
  return positions
}
