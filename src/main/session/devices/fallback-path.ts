/** A path on a device that goes on on the CPU when the device cannot hold even one mask. */
import type { ErrorData } from '@shared/errors'
import type { OccludedCase } from '../../batch/fill-batch'
import type { Occlusion } from '../../batch/plan-batches'
import { isOutOfMemory } from '../out-of-memory'
import type { CasePath, RunPath } from '../paths/run-path'

export interface FallbackOptions {
  /** Opens the path that is taken instead; called once at most. */
  readonly openInstead: () => Promise<RunPath>
  /** What the user is told. */
  readonly notice: ErrorData
}

/** Wraps a path. The batch at hand is run again on the other path, and everything after it. */
export function createFallbackPath(path: RunPath, { openInstead, notice }: FallbackOptions): RunPath {
  let other: RunPath | null = null
  let notices: ErrorData[] = []
  const fall = async (thrown: unknown): Promise<RunPath> => {
    if (!isOutOfMemory(thrown)) throw thrown
    await path.release()
    other = await openInstead()
    notices.push(notice)
    return other
  }
  const toOther = async (occluded: OccludedCase, thrown: unknown): Promise<CasePath> =>
    (other ?? (await fall(thrown))).openCase(occluded)
  return {
    name: path.name,
    openCase: async (occluded) => {
      if (other !== null) return other.openCase(occluded)
      try {
        return createFallbackCase(await path.openCase(occluded), (thrown) => toOther(occluded, thrown))
      } catch (thrown) {
        return toOther(occluded, thrown)
      }
    },
    // The first path is released twice then, which is harmless.
    release: async () => {
      await path.release()
      await other?.release()
    },
    takeNotices: () => {
      const taken = [...(path.takeNotices?.() ?? []), ...(other?.takeNotices?.() ?? []), ...notices]
      notices = []
      return taken
    },
  }
}

function createFallbackCase(first: CasePath, toOther: (thrown: unknown) => Promise<CasePath>): CasePath {
  let opened: CasePath | null = null
  return {
    planBatches: first.planBatches,
    run: async (batch) => {
      if (opened !== null) return runPlanned(opened, batch)
      try {
        return await first.run(batch)
      } catch (thrown) {
        opened = await toOther(thrown)
        return runPlanned(opened, batch)
      }
    },
  }
}

/** The other path may cut differently: its rows are put back into the order of the batch. */
async function runPlanned(opened: CasePath, batch: readonly Occlusion[]): Promise<number[][]> {
  const rowOf = new Map<Occlusion, number[]>()
  for (const part of opened.planBatches(batch)) {
    const rows = await opened.run(part)
    for (const [place, occlusion] of part.entries()) rowOf.set(occlusion, rows[place] ?? [])
  }
  return batch.map((occlusion) => rowOf.get(occlusion) ?? [])
}
