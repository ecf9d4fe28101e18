/** Masks of one modality against the nodes behind it. */
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

/** Makes what runs the batches of a modality in a case; its buffers hold that modality alone. */
export function createSplitBatches(
  { outputs, card, batchSize }: DerivedOptions,
  pieces: ModelPieces,
  { original, ...shared }: OccludedCase,
  source: string,
  known: UntouchedCase,
): RunBatch {
  const tensors = original.modalities.get(source)
  const split = pieces.splits.get(source)
  if (tensors === undefined || split === undefined) {
    throw new AppError('bug/unexpected', { where: 'createSplitBatches', words: source })
  }
  const occluded = { ...shared, original: { ...original, modalities: new Map([[source, tensors]]) } }
  const used = new Set(split.inputs)
  const tiled = createTiledFeeds(betweenPieces(pieces, split.frontier, known))
  let buffers: BatchBuffers | null = null
  return async (batch) => {
    if (split.nodes.length === 0) return batch.map(() => [...known.output])
    buffers ??= createBatchBuffers(occluded.original, batchSize)
    const all = toOrtFeeds(fillBatch(batch, occluded, buffers), card)
    const feeds = Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)))
    const model = await pieces.openSplit(source)
    const answers = await model.run({ ...feeds, ...tiled(batch.length) }, [pieces.output])
    return [...answers.values()].flatMap((answer) => toRows(answer, batch.length, outputs))
  }
}
