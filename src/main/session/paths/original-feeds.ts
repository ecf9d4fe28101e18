/** The untouched case as the model takes it. */
import type { OrtTensor } from '../onnxruntime'
import type { ModelCard } from '@shared/model'
import { createBatchBuffers, fillSlot, toFeeds } from '../../batch/batch-buffers'
import type { CaseTensors } from '../../tensors/modality-tensors'
import { toOrtFeeds } from '../open-session'

/** Makes a batch of 1 of a case. Ownership: the values are copied. */
export function toOriginalFeeds(original: CaseTensors, card: ModelCard): Record<string, OrtTensor> {
  const buffers = createBatchBuffers(original, 1)
  fillSlot(buffers, 0)
  return toOrtFeeds(toFeeds(buffers, 1), card)
}
