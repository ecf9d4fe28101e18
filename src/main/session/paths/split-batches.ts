/** Masks of a modality, or of several at once, against the nodes behind them. */
import { AppError } from '@shared/errors'
import { createBatchBuffers, type BatchBuffers } from '../../batch/batch-buffers'
import { fillBatch, type OccludedCase } from '../../batch/fill-batch'
import type { Occlusion } from '../../batch/plan-batches'
import { toOrtFeeds } from '../open-session'
import { toRows } from '../output-rows'
import type { DerivedOptions } from './derived-options'
import type { UntouchedCase } from './untouched-pass'
import type { ModelPieces } from './model-pieces'
import { createTiledFeeds } from './tile-tensor'
import { betweenPieces } from './between-pieces'

export type RunBatch = (batch: readonly Occlusion[]) => Promise<number[][]>

/** Makes what runs the batches of the split under `key`; `occluded` has its modalities alone. */
export function createSplitBatches(
  { outputs, card, batchSize }: DerivedOptions,
  pieces: ModelPieces,
  occluded: OccludedCase,
  key: string,
  known: UntouchedCase,
): RunBatch {
  const split = pieces.splits.get(key)
  if (split === undefined) throw new AppError('bug/unexpected', { where: 'createSplitBatches', words: key })
  const used = new Set(split.inputs)
  const tiled = createTiledFeeds(betweenPieces(pieces, split.frontier, known))
  let buffers: BatchBuffers | null = null
  return async (batch) => {
    if (split.nodes.length === 0) return batch.map(() => [...known.output])
    buffers ??= createBatchBuffers(occluded.original, batchSize)
    const all = toOrtFeeds(fillBatch(batch, occluded, buffers), card)
    const feeds = Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)))
    const model = await pieces.openSplit(key)
    const answers = await model.run({ ...feeds, ...tiled(batch.length) }, [pieces.output])
    return [...answers.values()].flatMap((answer) => toRows(answer, batch.length, outputs))
  }
}
