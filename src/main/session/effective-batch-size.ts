/** How many cases one run of the model may take. */
import { AppError } from '@shared/errors'
import type { ModelCard } from '@shared/model'

/** The wanted batch, or 1 for a graph exported with a batch of 1. Errors: model/fixed-batch for any other fixed batch. */
export function effectiveBatchSize({ fixedBatch, fileName }: ModelCard, wanted: number): number {
  if (fixedBatch !== null && fixedBatch !== 1) {
    throw new AppError('model/fixed-batch', { model: fileName, batch: fixedBatch })
  }
  return fixedBatch ?? wanted
}
