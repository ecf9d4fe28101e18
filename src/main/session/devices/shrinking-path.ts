/** A path that goes on with fewer masks per run when memory runs out. */
import type { ErrorData } from '@shared/errors'
import type { Occlusion } from '../../batch/plan-batches'
import { isOutOfMemory } from '../out-of-memory'
import type { CasePath, RunPath } from '../paths/run-path'

/**
 * Wraps a path. A batch that does not fit is run again in halves, and so are all that come after it, in the same order; each
 * halving is a notice, session/smaller-batch. A single mask that does not fit fails as the path below says.
 */
export function createShrinkingPath(path: RunPath): RunPath {
  let most = Number.POSITIVE_INFINITY
  let notices: ErrorData[] = []
  const shrink = (from: number): void => {
    const to = Math.floor(from / 2)
    if (to >= most) return
    most = to
    notices.push({ code: 'session/smaller-batch', details: { from, to } })
  }
  return {
    name: path.name,
    openCase: async (occluded) => {
      const opened = await path.openCase(occluded)
      return {
        planBatches: (occlusions) => opened.planBatches(occlusions),
        run: (batch) => runFitting(opened, batch, () => most, shrink),
      }
    },
    release: path.release,
    takeNotices: () => {
      const taken = [...(path.takeNotices?.() ?? []), ...notices]
      notices = []
      return taken
    },
  }
}

async function runFitting(
  opened: CasePath,
  batch: readonly Occlusion[],
  most: () => number,
  shrink: (from: number) => void,
): Promise<number[][]> {
  const rows: number[][] = []
  while (rows.length < batch.length) {
    const next = batch.slice(rows.length, rows.length + Math.min(batch.length, most()))
    try {
      rows.push(...(await opened.run(next)))
    } catch (thrown) {
      if (next.length === 1 || !isOutOfMemory(thrown)) throw thrown
      shrink(next.length)
    }
  }
  return rows
}
