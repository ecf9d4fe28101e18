/** A model taken apart by modality: what runs for its masks, and what stays the same for a whole case. */
import type { OrtTensor } from '../onnxruntime'
import { AppError } from '@shared/errors'
import { buildUntouchedModel } from '../../graph/untouched-model'
import { toGraphIndex, type GraphIndex } from '../../graph/graph-index'
import { buildSplitModel } from '../../graph/split/split-model'
import { planSplit, type SplitPlan } from '../../graph/split/plan-split'
import type { OccludedCase } from '../../batch/fill-batch'
import { sourceKey, sourcesOf } from '../../maskers/joint-masker'
import { openOrtModel, type OrtModel } from '../ort-model'
import { chooseOutput } from '../output-rows'
import type { DerivedOptions } from './derived-options'
import { learnFrontier, toFrontierInputs, type FrontierTensor } from './learn-frontier'
import { toOriginalFeeds } from './original-feeds'
import type { MeasuredTensors } from './prune-model'

export interface ModelPieces {
  readonly index: GraphIndex
  /** Name of the output tensor. */
  readonly output: string
  /** By what sourceKey calls the modalities that are masked together. */
  readonly splits: ReadonlyMap<string, SplitPlan>
  /** What planning knows of tensors inside of the pieces. */
  readonly measured: MeasuredTensors
  /** Tensors between the pieces, by name. */
  readonly frontier: ReadonlyMap<string, FrontierTensor>
  /** On the split path the model that gives output and frontier, from which the frontier was learned; it is released with the pieces. */
  readonly untouched: OrtModel | null
  /** The model behind the modalities of a split, opened at its first use. */
  readonly openSplit: (key: string) => Promise<OrtModel>
  readonly release: () => Promise<void>
}

/**
 * Plans the pieces and learns from one case what lies between them.
 * Errors: session/not-splittable; session/piece-not-opened and session/piece-not-run when onnxruntime refuses a piece or a batch of 2.
 */
export async function openModelPieces(
  options: DerivedOptions,
  { original, maskers }: OccludedCase,
  measured: MeasuredTensors,
): Promise<ModelPieces> {
  const { parsed, card, outputs } = options
  const index = toGraphIndex(parsed)
  const output = chooseOutput(card, outputs)
  const splits = new Map(
    maskers.map((masker) => {
      const inputs = sourcesOf(masker).flatMap((source) => [
        ...(original.modalities.get(source)?.tensors.keys() ?? []),
      ])
      return [sourceKey(masker), planSplit(index, inputs, output)]
    }),
  )
  const feeds = toOriginalFeeds(original, card)
  const { frontier, untouched } = await learn(options, index, output, splits, feeds)
  const opened = new Map<string, Promise<OrtModel>>()
  const openSplit = (key: string): Promise<OrtModel> => {
    const split = splits.get(key)
    if (split === undefined) throw new AppError('bug/unexpected', { where: 'openSplit', words: key })
    const bytes = buildSplitModel(parsed, split, toFrontierInputs(frontier, split.frontier), output)
    return openOrtModel({ modelPath: options.modelPath, bytes }, options)
  }
  return {
    ...{ index, output, splits, measured, frontier, untouched },
    openSplit: (key) => {
      const found = opened.get(key) ?? openSplit(key)
      opened.set(key, found)
      return found
    },
    release: async () => {
      await untouched?.release()
      for (const model of await Promise.allSettled(opened.values())) {
        if (model.status === 'fulfilled') await model.value.release()
      }
    },
  }
}

async function learn(
  options: DerivedOptions,
  index: GraphIndex,
  output: string,
  splits: ReadonlyMap<string, SplitPlan>,
  feeds: Readonly<Record<string, OrtTensor>>,
): Promise<Pick<ModelPieces, 'frontier' | 'untouched'>> {
  const names = [...new Set([...splits.values()].flatMap(({ frontier }) => frontier))]
  const bytes = buildUntouchedModel(options.parsed, index, { output, frontier: names, maps: [] })
  const model = await openOrtModel({ modelPath: options.modelPath, bytes }, options)
  // Another path opens a model with maps in its place, which are planned from the frontier: two would hold the weights twice.
  const isKept = options.path === 'split'
  try {
    const frontier = await learnFrontier(model, feeds, names)
    if (frontier === null) throw new AppError('session/not-splittable', { model: options.card.fileName })
    if (!isKept) await model.release()
    return { frontier, untouched: isKept ? model : null }
  } catch (thrown) {
    await model.release()
    throw thrown
  }
}
