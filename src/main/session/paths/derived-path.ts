/** 7 of 11: paths that compute once per case what masks do not change: split (by modality), incremental (by position, too). */
import type { OccludedCase } from '../../batch/fill-batch'
import { planBatches, type Occlusion } from '../../batch/plan-batches'
import type { DerivedOptions } from './derived-options'
import { gridKey, openGridPieces, type BaselineCase, type GridPieces } from './grid-pieces'
import type { ModalityRegion } from './modality-region'
import { openModelPieces, type ModelPieces } from './model-pieces'
import { createRegionRunner } from './region-runner'
import type { CasePath, RunPath } from './run-path'
import { createSplitRunner, type RunBatch } from './split-runner'

/**
 * Makes the path. Its sessions are opened with the first case, whose tensors they need to know, and those of a grid again when a
 * case has another size. Errors of openCase: session/not-splittable, session/open-failed, session/run-failed.
 */
export function createDerivedPath(options: DerivedOptions): RunPath {
  let pieces: ModelPieces | null = null
  let grids: GridPieces | null = null
  return {
    name: options.path,
    openCase: async (occluded) => {
      pieces ??= await openModelPieces(options, occluded.original)
      if (grids?.key !== gridKey(occluded)) {
        await grids?.release()
        grids = await openGridPieces(options, pieces, occluded)
      }
      return createDerivedCase(options, pieces, grids, occluded, await grids.runBaseline(occluded))
    },
    release: async () => {
      await grids?.release()
      await pieces?.release()
    },
  }
}

/** Masks that share a model also share batches: those of one modality, or those of one grid. */
function createDerivedCase(
  options: DerivedOptions,
  pieces: ModelPieces,
  { regions }: GridPieces,
  occluded: OccludedCase,
  known: BaselineCase,
): CasePath {
  const regionOf = ({ masker, part }: Occlusion): ModalityRegion | null =>
    masker === null || part === 'whole' ? null : (regions[masker] ?? null)
  const sourceOf = ({ masker }: Occlusion): string => occluded.maskers[masker ?? -1]?.source ?? ''
  const runnerOf = remember((key: ModalityRegion | string): RunBatch =>
    typeof key === 'string'
      ? createSplitRunner(options, pieces, occluded, key, known)
      : createRegionRunner(options, pieces, occluded, key, known),
  )
  return {
    planBatches: (occlusions) => {
      const groups = new Map<string, Occlusion[]>()
      for (const one of occlusions) {
        const key = groupOf(one, regionOf(one), sourceOf(one))
        groups.set(key, [...(groups.get(key) ?? []), one])
      }
      return [...groups.values()].flatMap((group) => planBatches(group, options.batchSize))
    },
    run: (batch) => {
      const [first] = batch
      if (first === undefined || first.masker === null)
        return Promise.resolve(batch.map(() => [...known.output]))
      return runnerOf(regionOf(first) ?? sourceOf(first))(batch)
    },
  }
}

function groupOf({ masker }: Occlusion, region: ModalityRegion | null, source: string): string {
  if (masker === null) return 'original'
  return region === null ? `modality ${source}` : `grid ${masker}`
}

function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return (key) => {
    const found = made.get(key) ?? make(key)
    made.set(key, found)
    return found
  }
}
