/** How many masks per run pay: doubled as long as the doubling is worth it. */
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { isOutOfMemory } from '../session/out-of-memory'
import { createBatchedPath } from '../session/paths/batched-path'
import type { Session } from '../session/session'
import type { GuardedPath } from './guarded-path'
import type { TriedPath } from './try-path'

interface Doubling<Tried> {
  readonly mostMasks: number
  /** What so many masks give; null when they cannot be had. */
  readonly attempt: (masks: number) => Promise<Tried | null>
  readonly isWorth: (next: Tried, best: Tried) => boolean
  /** Lets go of what is not taken. */
  readonly leave?: (left: Tried) => Promise<void>
}

/** Doubles the masks as long as that is worth it; returns what is best, and its masks. */
async function double<Tried>(
  masks: number,
  first: Tried,
  doubling: Doubling<Tried>,
): Promise<{ readonly masks: number; readonly best: Tried }> {
  const { mostMasks, attempt, isWorth, leave } = doubling
  if (2 * masks > mostMasks) return { masks, best: first }
  const next = await attempt(2 * masks)
  if (next === null) return { masks, best: first }
  const isTaken = isWorth(next, first)
  await leave?.(isTaken ? first : next)
  return isTaken ? double(2 * masks, next, doubling) : { masks, best: first }
}

const firstOnDevice = 8
const mostOnDevice = 256
/** A doubling that gives less is not worth its memory. */
const leastRateGain = 1.05

export interface BatchQuestion {
  readonly session: Session
  readonly occluded: OccludedCase
  /** All of the case; more than these never share a run. */
  readonly occlusions: readonly Occlusion[]
  /** Milliseconds from any origin. */
  readonly clock: () => number
}

/**
 * Doubles the batch on a device from 8 on while masks per second grow by more than 5 % and nothing fails, at most to 256, and halves
 * it from 8 down while memory runs out. Errors: those of Session.run for 8 masks, when it is not for memory, and for one.
 */
export async function growBatch(question: BatchQuestion): Promise<number> {
  const mostMasks = Math.min(mostOnDevice, question.occlusions.length)
  let size = Math.min(firstOnDevice, Math.max(1, mostMasks))
  let rate = await rateOf(question, size)
  while (rate === null) {
    size = Math.floor(size / 2)
    rate = await rateOf(question, size)
  }
  const { masks } = await double(size, rate, {
    mostMasks,
    attempt: (more) => rateOf(question, more).catch(() => null),
    isWorth: (next, best) => next >= leastRateGain * best,
  })
  return masks
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

/** A path with its masks per run and what a case took on it. */
export interface TimedPath extends Pick<TriedPath, 'path' | 'trial' | 'plainModalities'> {
  readonly batchSize: number
}

export interface ChunkQuestion {
  readonly open: (batchSize: number) => Promise<GuardedPath>
  readonly attempt: (path: GuardedPath) => Promise<Omit<TimedPath, 'batchSize'>>
  /** Masks of a case, or as many as may share a pass. */
  readonly maskCount: number
  /** Cases of the run. */
  readonly caseCount: number
  /** Whether a trial may still begin; absent: it may. */
  readonly mayTry?: () => boolean
}

/** Beyond this, maps no longer fit into the caches of a processor. */
const mostOnPath = 32
const leastTimeGain = 0.95
/** A shorter run is over before the trial has paid. */
const worthwhileSeconds = 60

/** Doubles the masks per run of a path while a case gets faster by more than 5 %; every try is checked as the path was. Releases what it does not return. */
export async function growChunk(first: TimedPath, question: ChunkQuestion): Promise<TimedPath> {
  const { open, attempt, maskCount, caseCount, mayTry = () => true } = question
  if (secondsOf(first, 0) * caseCount < worthwhileSeconds) return first
  const { best } = await double(first.batchSize, first, {
    mostMasks: Math.min(mostOnPath, maskCount),
    attempt: async (batchSize) =>
      mayTry() ? { ...(await attempt(await open(batchSize))), batchSize } : null,
    isWorth: (next, best) =>
      next.trial.refused === null && secondsOf(next, Infinity) < leastTimeGain * secondsOf(best, 0),
    leave: ({ path }) => path.release(),
  })
  return best
}

function secondsOf({ trial }: TimedPath, unknown: number): number {
  return trial.secondsPerCase ?? unknown
}
