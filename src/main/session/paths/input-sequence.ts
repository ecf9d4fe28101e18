/** Masks of a text, whose words are embedded and projected only where they change. */
import { AppError } from '@shared/errors'
import { createBatchBuffers, type BatchBuffers } from '../../batch/batch-buffers'
import { takeChangedRows } from '../../batch/changed-rows'
import { fillBatch, type OccludedCase } from '../../batch/fill-batch'
import { dependentTensors } from '../../graph/dependency'
import { readTensors } from '../../graph/read-tensors'
import { planSequence, type SequencePlan } from '../../graph/sequence/plan-sequence'
import { buildSequenceModel, wholeInputs } from '../../graph/sequence/sequence-model'
import { changedOf, originalOf } from '../../graph/sequence/sequence-tensor'
import type { SplitPlan } from '../../graph/split/plan-split'
import { toOrtFeeds } from '../open-session'
import { openOrtModel, type OrtModel } from '../ort-model'
import { toRows } from '../output-rows'
import { toOrtTensor } from '../to-ort-tensor'
import { betweenPieces } from './between-pieces'
import { toSequenceFeeds } from './chunk-indices'
import type { DerivedOptions } from './derived-options'
import type { UntouchedCase } from './untouched-pass'
import { toFrontierInputs } from './learn-frontier'
import type { ModelPieces } from './model-pieces'
import type { RunBatch } from './split-batches'
import { createTiledFeeds } from './tile-tensor'

export interface InputSequence {
  readonly plan: SequencePlan
  /** Masked inputs that whole nodes read. */
  readonly inputs: readonly string[]
  /** Frontier tensors that whole nodes read. */
  readonly frontier: readonly string[]
  readonly model: OrtModel
}

/** Plans and opens the model behind the first input of a modality that goes on row by row; null where none does. Errors: session/piece-not-opened. */
export async function openInputSequence(
  options: DerivedOptions,
  { index, output, frontier, measured }: ModelPieces,
  split: SplitPlan,
): Promise<InputSequence | null> {
  const dependent = dependentTensors(index, split.inputs)
  for (const name of split.inputs) {
    const [, rows = 1, ...rest] = measured.dims.get(name) ?? []
    if (rows === 1) continue
    const entry = { name, dims: [1, rows, ...rest], shift: 0 }
    const plan = planSequence({ index, dims: measured.dims, entry, nodes: split.nodes, dependent, output })
    if (plan === null) continue
    const read = new Set([...plan.storedNodes, ...plan.denseNodes].flatMap(readTensors))
    const names = split.frontier.filter((one) => read.has(one))
    const inputs = wholeInputs(plan, split.inputs)
    const parts = {
      plan,
      inputs,
      frontier: toFrontierInputs(frontier, names),
      output,
      dtypes: measured.dtypes,
    }
    const bytes = buildSequenceModel(options.parsed, parts)
    return {
      plan,
      inputs,
      frontier: names,
      model: await openOrtModel({ modelPath: options.modelPath, bytes }, options),
    }
  }
  return null
}

/** Makes what runs the batches of the modality that `occluded` has alone. Which rows a mask changes is seen by comparing values, so that any replacement will do. */
export function createSequenceBatches(
  { outputs, card, batchSize }: DerivedOptions,
  pieces: ModelPieces,
  occluded: OccludedCase,
  { plan, inputs, frontier, model }: InputSequence,
  known: UntouchedCase,
): RunBatch {
  const { name } = plan.entry
  const [entry] = [...occluded.original.modalities.values()].flatMap(({ tensors }) => tensors.get(name) ?? [])
  if (entry === undefined)
    throw new AppError('bug/unexpected', { where: 'createSequenceBatches', words: name })
  const dtype = card.inputs.find((one) => one.name === name)?.dtype ?? entry.dtype
  const tiled = createTiledFeeds(betweenPieces(pieces, frontier, known))
  const kept = plan.exits.flatMap(({ name: exit }) => {
    const tensor = known.tensors.get(exit)
    return tensor === undefined ? [] : [[originalOf(exit), tensor] as const]
  })
  let buffers: BatchBuffers | null = null
  return async (batch) => {
    buffers ??= createBatchBuffers(occluded.original, batchSize)
    const filled = fillBatch(batch, occluded, buffers)
    const whole = new Map([...filled].filter(([one]) => inputs.includes(one)))
    const changed = takeChangedRows(entry, filled.get(name) ?? entry)
    const feeds = {
      ...toOrtFeeds(whole, card),
      ...Object.fromEntries(kept),
      ...toSequenceFeeds(plan, changed.rows),
      ...tiled(batch.length),
      [changedOf(name)]: toOrtTensor(changed.tensor, name, dtype),
    }
    const answers = await model.run(feeds, [pieces.output])
    return [...answers.values()].flatMap((answer) => toRows(answer, batch.length, outputs))
  }
}
