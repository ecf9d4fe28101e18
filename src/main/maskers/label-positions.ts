/** Where the parts of a label map lie. */
import type { LabelMap } from '../tensors/labels/label-map'
import type { ModalityTensors } from '../tensors/modality-tensors'
import type { Masker } from './masker'

/** Positions of one channel, ascending, by part. */
export type Positions = readonly Int32Array[]

/** Makes the masking of the parts that are found in a case. */
export type CreateMask = (find: (original: ModalityTensors) => Positions) => Masker['mask']

/** In one walk over the map, however many labels it has. */
export function positionsOf({ labels, partOf }: LabelMap): Positions {
  const positions = labels.map(({ voxels }) => new Int32Array(voxels))
  const next = new Int32Array(labels.length)
  for (let position = 0; position < partOf.length; position += 1) {
    const part = partOf[position] ?? -1
    const own = positions[part]
    if (own === undefined) continue
    const place = next[part] ?? 0
    own[place] = position
    next[part] = place + 1
  }
  return positions
}
