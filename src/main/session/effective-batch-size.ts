/** 7 of 10: how many cases one run of the model may take. */
import type { ModelCard } from '@shared/model'

/** The wanted batch, or the one the graph was exported with. */
export function effectiveBatchSize({ fixedBatch }: ModelCard, wanted: number): number {
  return fixedBatch ?? wanted
}
