/** The whole model for every mask, one at a time (the reference) or several in a batch. */
import { createBatchBuffers, type BatchBuffers } from '../../batch/batch-buffers'
import { fillBatch } from '../../batch/fill-batch'
import { planBatches } from '../../batch/plan-batches'
import type { Session } from '../session'
import type { RunPath } from './run-path'

/** Makes the path of an open session, which stays the caller's to release; a batch of 1 is the plain path. */
export function createBatchedPath(session: Session, batchSize: number): RunPath {
  let buffers: BatchBuffers | undefined
  return {
    name: batchSize === 1 ? 'plain' : 'batched',
    release: () => Promise.resolve(),
    openCase: (occluded) => {
      const own = createBatchBuffers(occluded.original, batchSize, buffers)
      buffers = own
      return Promise.resolve({
        planBatches: (occlusions) => planBatches(occlusions, batchSize),
        run: (batch) => session.run(fillBatch(batch, occluded, own), batch.length),
      })
    },
  }
}
