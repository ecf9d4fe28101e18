/** A path for the modalities that it was compared for, and the plain one for the others. */
import type { OccludedCase } from '../../batch/fill-batch'
import type { Occlusion } from '../../batch/plan-batches'
import type { CasePath, RunPath } from './run-path'

/** Runs masks of the named modalities on `plain`, which stays the caller's to release; `path` itself when there are none. */
export function createMixedPath(path: RunPath, plain: RunPath, modalities: ReadonlySet<string>): RunPath {
  if (modalities.size === 0) return path
  return {
    ...path,
    openCase: async (occluded) => {
      const fast = await path.openCase(occluded)
      return createMixedCase(fast, await plain.openCase(occluded), occluded, modalities)
    },
  }
}

function createMixedCase(
  fast: CasePath,
  plain: CasePath,
  { maskers }: OccludedCase,
  modalities: ReadonlySet<string>,
): CasePath {
  const isPlain = ({ masker }: Occlusion): boolean => modalities.has(maskers[masker ?? -1]?.name ?? '')
  return {
    planBatches: (occlusions) => [
      ...fast.planBatches(occlusions.filter((one) => !isPlain(one))),
      ...plain.planBatches(occlusions.filter(isPlain)),
    ],
    // Batches were planned above: all of one is on the same side.
    run: (batch) => (batch[0] !== undefined && isPlain(batch[0]) ? plain : fast).run(batch),
  }
}
