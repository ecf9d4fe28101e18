/** How many masks per run pay on a device and fit into its memory. */
import type { OccludedCase } from '../../batch/fill-batch'
import type { Occlusion } from '../../batch/plan-batches'
import { isOutOfMemory } from '../out-of-memory'
import { createBatchedPath } from '../paths/batched-path'
import type { Session } from '../session'

const first = 8
const most = 256
/** A doubling that gives less is not worth its memory. */
const leastGain = 1.05

export interface BatchQuestion {
  readonly session: Session
  readonly occluded: OccludedCase
  /** All of the case; more than these never share a run. */
  readonly occlusions: readonly Occlusion[]
  /** Milliseconds from any origin. */
  readonly clock: () => number
}

/**
 * Doubles the batch from 8 on while masks per second grow by more than 5 % and nothing fails, at most to 256, and halves it from 8
 * down while memory runs out. Errors: those of Session.run for 8 masks, when it is not for memory, and for one.
 */
export async function growBatch(question: BatchQuestion): Promise<number> {
  const limit = Math.min(most, question.occlusions.length)
  let size = Math.min(first, Math.max(1, limit))
  let rate = await rateOf(question, size)
  while (rate === null) {
    size = Math.floor(size / 2)
    rate = await rateOf(question, size)
  }
  while (2 * size <= limit) {
    const next = await rateOf(question, 2 * size).catch(() => null)
    if (next === null || next < leastGain * rate) break
    size *= 2
    rate = next
  }
  return size
}

/** Masks per millisecond; null when they do not fit, unless it is a single one. The first run warms up. */
async function rateOf(
  { session, occluded, occlusions, clock }: BatchQuestion,
  size: number,
): Promise<number | null> {
  try {
    const path = await createBatchedPath(session, size).openCase(occluded)
    const batch = occlusions.slice(-size)
    await path.run(batch)
    const startedMs = clock()
    await path.run(batch)
    return batch.length / Math.max(clock() - startedMs, Number.EPSILON)
  } catch (thrown) {
    if (size === 1 || !isOutOfMemory(thrown)) throw thrown
    return null
  }
}
