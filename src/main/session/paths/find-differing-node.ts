/** Where a path begins to differ from the plain one (method.md section 9). */
import { unlessBug } from '@shared/expected-failure'
import { createBatchBuffers } from '../../batch/batch-buffers'
import { fillBatch, type OccludedCase } from '../../batch/fill-batch'
import type { Occlusion } from '../../batch/plan-batches'
import { buildUntouchedModel } from '../../graph/untouched-model'
import { toGraphIndex } from '../../graph/graph-index'
import { sourcesOf } from '../../maskers/joint-masker'
import type { NodeProto } from '../../graph/onnx_pb'
import type { ParsedModel } from '../../graph/parse-model'
import { planSplit } from '../../graph/split/plan-split'
import { watchedOutput, withWatchedTensor } from '../../graph/watch-tensor'
import { toOrtFeeds } from '../open-session'
import { openOrtModel } from '../ort-model'
import { chooseOutput, toNumbers } from '../output-rows'
import type { DerivedOptions } from './derived-options'
import { createDerivedPath } from './derived-path'

export interface DifferingNode {
  /** Its name, or that of its first output. */
  readonly node: string
  readonly operator: string
  /** Largest difference of a value / largest value of the plain path. */
  readonly difference: number
}

/** Float32 alone stays far below it, whatever the order of a sum. */
const relativeTolerance = 1e-5

/**
 * Finds the first node behind the masked modality whose values on the path of `options` are not those of `original`, for one mask.
 * It halves the nodes in their order again and again, so that a network of hundreds of nodes is opened about ten times. Null
 * when no node differs by itself, as with a model that is random.
 */
export async function findDifferingNode(
  original: ParsedModel,
  options: DerivedOptions,
  occluded: OccludedCase,
  occlusion: Occlusion,
): Promise<DifferingNode | null> {
  const nodes = nodesBehind(original, options, occluded, occlusion)
  const measure = (one: NodeProto): Promise<number> =>
    // A tensor that cannot be shown by itself (no batch axis, whole numbers) is passed over.
    measureNode(original, options, occluded, occlusion, one.output[0] ?? '').catch(unlessBug(0))
  let [from, to] = [0, nodes.length - 1]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const one = nodes[middle]
    if (one !== undefined && (await measure(one)) > relativeTolerance) to = middle
    else from = middle + 1
  }
  const found = nodes[from]
  if (found === undefined) return null
  const difference = await measure(found)
  const name = found.name === '' ? (found.output[0] ?? '') : found.name
  return difference > relativeTolerance ? { node: name, operator: found.opType, difference } : null
}

/** What runs for the masks of the modality, without shapes. */
function nodesBehind(
  original: ParsedModel,
  { card, outputs }: DerivedOptions,
  { maskers, original: tensors }: OccludedCase,
  { masker }: Occlusion,
): readonly NodeProto[] {
  const index = toGraphIndex(original)
  const masked = maskers[masker ?? -1]
  const inputs = (masked === undefined ? [] : sourcesOf(masked)).flatMap((source) => [
    ...(tensors.modalities.get(source)?.tensors.keys() ?? []),
  ])
  const isValue = ({ output: [name = ''] }: NodeProto): boolean =>
    !index.constantTensors.has(name) && !index.shapeTensors.has(name)
  return planSplit(index, inputs, chooseOutput(card, outputs)).nodes.filter(isValue)
}

async function measureNode(
  original: ParsedModel,
  options: DerivedOptions,
  occluded: OccludedCase,
  occlusion: Occlusion,
  name: string,
): Promise<number> {
  const plain = await runPlain(withWatchedTensor(original, name), options, occluded, occlusion)
  const path = createDerivedPath({
    ...options,
    parsed: withWatchedTensor(options.parsed, name),
    card: { ...options.card, outputs: [watched] },
    outputs: { ...options.outputs, tensor: watchedOutput, names: plain.map(String), slice: undefined },
  })
  try {
    const [row = []] = await (await path.openCase(occluded)).run([occlusion])
    const largest = plain.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const difference = plain.reduce(
      (most, value, place) => Math.max(most, Math.abs(value - (row[place] ?? Number.NaN))),
      0,
    )
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / Math.max(largest, 1e-12)
  } finally {
    await path.release()
  }
}

const watched: DerivedOptions['card']['outputs'][number] = {
  name: watchedOutput,
  dtype: 'float32',
  dims: [null, null],
  lastOperator: null,
  activationInGraph: 'none',
  connectedInputs: null,
}

async function runPlain(
  parsed: ParsedModel,
  options: DerivedOptions,
  occluded: OccludedCase,
  occlusion: Occlusion,
): Promise<readonly number[]> {
  const index = toGraphIndex(parsed)
  const bytes = buildUntouchedModel(parsed, index, { output: watchedOutput, frontier: [], maps: [] })
  const model = await openOrtModel({ modelPath: options.modelPath, bytes }, options)
  try {
    const feeds = fillBatch([occlusion], occluded, createBatchBuffers(occluded.original, 1))
    const answers = await model.run(toOrtFeeds(feeds, options.card), [watchedOutput])
    return [...answers.values()].flatMap(toNumbers)
  } finally {
    await model.release()
  }
}
