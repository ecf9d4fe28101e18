/** 5 of 11: masks that change nothing. */
import { elementCount, type Tensor } from '@shared/tensor'
import type { BatchBuffers } from './batch-buffers'
import { fillOcclusion, type OccludedCase } from './fill-batch'
import type { Occlusion } from './plan-batches'

/** True when the masked copy equals the original bit for bit in every input. Uses slot 0 of `buffers` as scratch. */
export function isInert(occlusion: Occlusion, occluded: OccludedCase, buffers: BatchBuffers): boolean {
  fillOcclusion(occlusion, occluded, buffers, 0)
  for (const { dims, original, values } of buffers.inputs.values()) {
    if (!equals(original.values, values, elementCount(dims))) return false
  }
  return true
}

function equals(original: Tensor['values'], copy: Tensor['values'], length: number): boolean {
  const a = Buffer.from(original.buffer, original.byteOffset, length * original.BYTES_PER_ELEMENT)
  const b = Buffer.from(copy.buffer, copy.byteOffset, length * copy.BYTES_PER_ELEMENT)
  return a.equals(b)
}
