/** Benchmark: multiply-adds of a model, and of what each path leaves of them. */
import { elementCount } from '@shared/tensor'
import type { RunPathName } from '@shared/study'
import { toGraphIndex, type GraphIndex } from '../../src/main/graph/graph-index'
import { dependentTensors } from '../../src/main/graph/dependency'
import { buildUntouchedModel } from '../../src/main/graph/untouched-model'
import { toBox } from '../../src/main/graph/incremental/box'
import { reachedShare } from '../../src/main/graph/incremental/map-tensor'
import { planChunkedRegion } from '../../src/main/graph/incremental/masks-per-run'
import { maxShareOf } from '../../src/main/graph/incremental/plan-region'
import type { NodeProto } from '../../src/main/graph/onnx_pb'
import { parseModel, type ParsedModel } from '../../src/main/graph/parse-model'
import { sourcesOf } from '../../src/main/maskers/joint-masker'
import { pruneRows } from '../../src/main/graph/prune/prune-rows'
import { planSequence, type SequencePlan } from '../../src/main/graph/sequence/plan-sequence'
import { sequencesToMeasure } from '../../src/main/graph/sequence/sequences-to-measure'
import { planSplit, type SplitPlan } from '../../src/main/graph/split/plan-split'
import { gridInputOf, type GridInput } from '../../src/main/batch/grid-input'
import { toFeeds, createBatchBuffers, fillSlot } from '../../src/main/batch/batch-buffers'
import { openOrtModel } from '../../src/main/session/ort-model'
import { toOrtTensor } from '../../src/main/session/to-ort-tensor'
import type { BenchCase } from './bench-case'
import type { BenchModel } from './models/bench-model'

type Dims = ReadonlyMap<string, readonly number[]>

const counted = new Set(['Conv', 'Gemm', 'MatMul'])

/** A graph with the dims of its tensors and the multiply-adds of its nodes. */
interface CountedGraph {
  readonly index: GraphIndex
  readonly dims: Dims
  readonly perNode: ReadonlyMap<NodeProto, number>
}

/** Counts the multiply-adds of a whole case on every path: convolutions and matrix products, nothing else. */
export async function countArithmetic(
  model: BenchModel,
  { occluded, occlusions }: BenchCase,
  batchSize: number,
): Promise<Record<RunPathName, number>> {
  const parsed = parseModel(model.bytes, model.name)
  const original = await countGraph(parsed, model, occluded.original)
  const { graph } = pruneRows(parsed, original.dims)
  const pruned =
    graph === parsed.graph ? original : await countGraph({ ...parsed, graph }, model, occluded.original)
  const plain = occlusions.length * sum([...original.perNode.values()])
  // The untouched pass, and every mask behind its modality.
  let split = sum([...pruned.perNode.values()])
  let saved = 0
  for (const [place, masker] of occluded.maskers.entries()) {
    const masks = occlusions.filter((one) => one.masker === place)
    const inputs = sourcesOf(masker).flatMap((source) => [
      ...(occluded.original.modalities.get(source)?.tensors.keys() ?? []),
    ])
    const plan = planSplit(pruned.index, inputs, model.output)
    const input = gridInputOf(masker, occluded.original)
    const parts = masks.filter(({ part }) => part !== 'whole').length
    split += masks.length * sum(plan.nodes.map((node) => pruned.perNode.get(node) ?? 0))
    saved +=
      input === null
        ? parts * savedByWords(pruned, model, plan, parts)
        : parts * savedByRegion(pruned, model, plan, input, batchSize)
  }
  return { plain, batched: plain, split, incremental: split - saved }
}

function savedByRegion(
  { index, dims, perNode }: CountedGraph,
  { output }: BenchModel,
  split: SplitPlan,
  { name, tensor, parts }: GridInput,
  batchSize: number,
): number {
  const [channels = 0, ...spatial] = tensor.dims
  const chunked = planChunkedRegion(
    {
      ...{ index, split, output, frontierDims: dims },
      input: { name, channels, dims: spatial, boxes: parts.map(toBox) },
      maxShare: maxShareOf(spatial.length),
      measured: dims,
    },
    batchSize,
  )
  const region = chunked?.region
  const onMaps = (region?.steps ?? []).map(
    ({ node, output: map, effort = 1 }) => (perNode.get(node) ?? 0) * (1 - reachedShare(map) * effort),
  )
  const share = region?.sequence == null ? 1 : reachedShare(region.sequence.map)
  return sum(onMaps) + savedBySequence(perNode, region?.sequence?.plan ?? null, share)
}

/** Every part of a text of a benchmark is one word. */
function savedByWords(
  { index, dims, perNode }: CountedGraph,
  { output }: BenchModel,
  { inputs: [name = ''], nodes }: SplitPlan,
  words: number,
): number {
  const entry = { name, dims: dims.get(name) ?? [], shift: 0 }
  const dependent = dependentTensors(index, [name])
  return savedBySequence(perNode, planSequence({ index, dims, entry, nodes, dependent, output }), 1 / words)
}

function savedBySequence(perNode: CountedGraph['perNode'], plan: SequencePlan | null, share: number): number {
  return sum((plan?.steps ?? []).map(({ node }) => (perNode.get(node) ?? 0) * (1 - share)))
}

/** Runs the model once with what nodes read and make as outputs. */
async function countGraph(
  parsed: ParsedModel,
  model: BenchModel,
  original: BenchCase['occluded']['original'],
): Promise<CountedGraph> {
  const index = toGraphIndex(parsed)
  const isMade = (name: string): boolean =>
    index.makerOf.has(name) && !index.constantTensors.has(name) && !index.shapeTensors.has(name)
  const made = index.nodes.flatMap(({ input, output }) => [...input, ...output]).filter(isMade)
  const names = [...new Set([...made, ...sequencesToMeasure(parsed)])]
  const bytes = buildUntouchedModel(parsed, index, { output: model.output, frontier: names, maps: [] })
  const opened = await openOrtModel({ modelPath: model.name, bytes }, { threads: 2, device: 'cpu' })
  const buffers = createBatchBuffers(original, 1)
  fillSlot(buffers, 0)
  const feeds = Object.fromEntries(
    [...toFeeds(buffers, 1)].map(([name, tensor]) => [name, toOrtTensor(tensor, name, tensor.dtype)]),
  )
  const answers = await opened.run(feeds, names)
  await opened.release()
  const constants = [...index.constants].map(([name, tensor]): [string, number[]] => [
    name,
    tensor.dims.map(Number),
  ])
  const measured = [...answers, ...Object.entries(feeds)].map(([name, { dims }]): [string, number[]] => [
    name,
    [...dims],
  ])
  const dims: Dims = new Map([...constants, ...measured])
  return { index, dims, perNode: new Map(index.nodes.map((node) => [node, multiplyAdds(node, dims)])) }
}

function multiplyAdds({ opType, input, output }: NodeProto, dims: Dims): number {
  if (!counted.has(opType)) return 0
  const out = elementCount(dims.get(output[0] ?? '') ?? [0])
  const [a = [], b = []] = input.map((name) => dims.get(name) ?? [])
  if (opType === 'Conv') return out * elementCount(b.slice(1))
  return out * (a.at(-1) ?? 0)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
