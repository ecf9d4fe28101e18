/** How long a case takes on a path. */
import { unlessBug } from '@shared/expected-failure'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import type { CasePath, RunPath } from '../session/paths/run-path'

/** What a case is timed with. */
export interface TimedCase {
  readonly occlusions: readonly Occlusion[]
  /** A case of other dims, where cases differ: then a path that takes the model apart does so for every case, and that is timed, too. */
  readonly unlike?: OccludedCase | null
  /** Whether there is time to time it once more; absent: there is. */
  readonly mayRepeat?: () => boolean
}

/** Batches per group of masks that are timed, after one that warms up. */
const timedBatches = 2
/** A case is timed again until so much time went into it: what else the machine does only ever adds. */
const enoughMs = 500
const mostTimes = 5

/** Seconds of a case, the least of a few times; extrapolated from a few batches of every group, and opening it is part of it. */
export async function timeCase(path: RunPath, occluded: OccludedCase, timed: TimedCase): Promise<number> {
  const startedMs = performance.now()
  let least = Number.POSITIVE_INFINITY
  const mayRepeat = (): boolean => performance.now() - startedMs < enoughMs && timed.mayRepeat?.() !== false
  for (let time = 0; time < mostTimes && (time === 0 || mayRepeat()); time += 1)
    least = Math.min(least, await timeOnce(path, occluded, timed))
  return least
}

/** Masks that are run to time a case once. */
export function countTimedMasks(occlusions: readonly Occlusion[], batchSize: number): number {
  const groups = new Map<number | null, number>()
  for (const { masker } of occlusions) groups.set(masker, (groups.get(masker) ?? 0) + 1)
  return [...groups.values()].reduce((sum, count) => sum + 2 * Math.min(count, timedBatches * batchSize), 0)
}

async function timeOnce(
  path: RunPath,
  occluded: OccludedCase,
  { occlusions, unlike = null }: TimedCase,
): Promise<number> {
  // Whether the path can be had for that case is not the question here.
  if (unlike !== null) await path.openCase(unlike).catch(unlessBug(null))
  const startedMs = performance.now()
  const opened = await path.openCase(occluded)
  let totalMs = performance.now() - startedMs
  const groups = new Map<number | null, Occlusion[][]>()
  for (const batch of opened.planBatches(occlusions)) {
    const masker = batch[0]?.masker ?? null
    groups.set(masker, [...(groups.get(masker) ?? []), batch])
  }
  for (const batches of groups.values()) totalMs += await timeGroup(opened, batches)
  return totalMs / 1000
}

async function timeGroup(opened: CasePath, batches: readonly Occlusion[][]): Promise<number> {
  const [first] = batches
  // The batches in the middle are the usual ones: those at the border of a grid are smaller.
  const middle = Math.max(0, Math.floor((batches.length - timedBatches) / 2))
  const tried = batches.slice(middle, middle + timedBatches)
  if (first === undefined) return 0
  for (const batch of tried) await opened.run(batch)
  const startedMs = performance.now()
  for (const batch of tried) await opened.run(batch)
  const perMask = (performance.now() - startedMs) / tried.reduce((sum, batch) => sum + batch.length, 0)
  return perMask * batches.reduce((sum, batch) => sum + batch.length, 0)
}
