/** Paths that compute once per case what masks do not change: split (by modality), incremental (by position, too). */
import type { OccludedCase } from '../../batch/fill-batch'
import { gridInputOf } from '../../batch/grid-input'
import { onlyModalities } from '../../batch/only-modalities'
import { planBatches, type Occlusion } from '../../batch/plan-batches'
import { sourceKey, sourcesOf } from '../../maskers/joint-masker'
import type { DerivedOptions } from './derived-options'
import type { UntouchedCase } from './untouched-pass'
import { openGridPieces, piecesKey, type GridPieces } from './grid-pieces'
import { createSequenceBatches } from './input-sequence'
import type { ModalityRegion } from './modality-region'
import { pruneModel } from './prune-model'
import { openModelPieces, type ModelPieces } from './model-pieces'
import { createRegionBatches } from './region-batches'
import type { CasePath, RunPath } from './run-path'
import { createSplitBatches, type RunBatch } from './split-batches'

/** The sessions of cases with the same dims and grids. */
interface OpenPieces {
  readonly key: string
  readonly pieces: ModelPieces
  readonly grids: GridPieces
}

/**
 * Makes the path. Its sessions are opened with the first case, whose tensors they need to know, and again when a case has other
 * dims. Errors of openCase: session/not-splittable, session/piece-not-opened, session/piece-not-run.
 */
export function createDerivedPath(options: DerivedOptions): RunPath {
  let open: OpenPieces | null = null
  const release = async (): Promise<void> => {
    const { pieces, grids } = open ?? {}
    // What is released is forgotten first: should the next case fail to open, nothing runs on closed sessions.
    open = null
    await grids?.release()
    await pieces?.release()
  }
  return {
    name: options.path,
    openCase: async (occluded) => {
      const key = piecesKey(occluded)
      if (open?.key !== key) {
        await release()
        open = { key, ...(await openPieces(options, occluded)) }
      }
      const { pieces, grids } = open
      return createDerivedCase(options, pieces, grids, occluded, await grids.untouched.run(occluded.original))
    },
    release,
  }
}

async function openPieces(given: DerivedOptions, occluded: OccludedCase): Promise<Omit<OpenPieces, 'key'>> {
  const { parsed, measured } = await pruneModel(given, occluded.original)
  const options = { ...given, parsed }
  const pieces = await openModelPieces(options, occluded, measured)
  try {
    return { pieces, grids: await openGridPieces(options, pieces, occluded) }
  } catch (thrown) {
    await pieces.release()
    throw thrown
  }
}

/** Masks that share a model also share batches: those of the same modalities, or those of one grid. */
function createDerivedCase(
  options: DerivedOptions,
  pieces: ModelPieces,
  { regions, sequences }: GridPieces,
  occluded: OccludedCase,
  known: UntouchedCase,
): CasePath {
  const regionOf = ({ masker, part }: Occlusion): ModalityRegion | null =>
    masker === null || part === 'whole' ? null : (regions[masker] ?? null)
  const keyOf = ({ masker }: Occlusion): string => {
    const found = occluded.maskers[masker ?? -1]
    return found === undefined ? '' : sourceKey(found)
  }
  const createBatches = (first: Occlusion): RunBatch => {
    const region = regionOf(first)
    const masker = occluded.maskers[first.masker ?? -1]
    const input = masker === undefined ? null : gridInputOf(masker, occluded.original)
    if (region !== null && input !== null) {
      return createRegionBatches(options, pieces, occluded, region, input, known)
    }
    const key = keyOf(first)
    const sequence = sequences.get(key)
    const own = onlyModalities(occluded, masker === undefined ? [] : sourcesOf(masker))
    return sequence === undefined
      ? createSplitBatches(options, pieces, own, key, known)
      : createSequenceBatches(options, pieces, own, sequence, known)
  }
  const runBatches = new Map<string, RunBatch>()
  return {
    planBatches: (occlusions) => {
      const groups = new Map<string, Occlusion[]>()
      for (const one of occlusions) {
        const key = groupOf(one, regionOf(one), keyOf(one))
        groups.set(key, [...(groups.get(key) ?? []), one])
      }
      return [...groups.values()].flatMap((group) => {
        const region = group[0] === undefined ? null : regionOf(group[0])
        return planBatches(group, region?.masks ?? options.batchSize)
      })
    },
    run: (batch) => {
      const [first] = batch
      if (first === undefined || first.masker === null)
        return Promise.resolve(batch.map(() => [...known.output]))
      const key = groupOf(first, regionOf(first), keyOf(first))
      const runBatch = runBatches.get(key) ?? createBatches(first)
      runBatches.set(key, runBatch)
      return runBatch(batch)
    },
  }
}

function groupOf({ masker }: Occlusion, region: ModalityRegion | null, key: string): string {
  if (masker === null) return 'original'
  return region === null ? `modalities ${key}` : `grid ${masker}`
}
