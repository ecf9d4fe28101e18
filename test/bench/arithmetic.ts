/** Benchmark: multiply-adds of a model, and of what each path leaves of them. */
import { elementCount } from '@shared/tensor'
import type { RunPathName } from '@shared/study'
import { readTensors, toGraphIndex, type GraphIndex } from '../../src/main/graph/graph-index'
import { buildBaselineModel } from '../../src/main/graph/baseline-model'
import { toBox } from '../../src/main/graph/incremental/box'
import { reachedShare } from '../../src/main/graph/incremental/map-tensor'
import { planRegion } from '../../src/main/graph/incremental/plan-region'
import type { NodeProto } from '../../src/main/graph/onnx_pb'
import { parseModel } from '../../src/main/graph/parse-model'
import { planSplit, type SplitPlan } from '../../src/main/graph/split/plan-split'
import { gridInputOf } from '../../src/main/batch/grid-input'
import { toFeeds, createBatchBuffers, fillSlot } from '../../src/main/batch/batch-buffers'
import { openOrtModel } from '../../src/main/session/ort-model'
import { toOrtTensor } from '../../src/main/session/to-ort-tensor'
import type { BenchCase } from './bench-case'
import type { BenchModel } from './models/bench-model'

type Dims = ReadonlyMap<string, readonly number[]>

const counted = new Set(['Conv', 'Gemm', 'MatMul'])

/** Counts the multiply-adds of a whole case on every path: convolutions and matrix products, nothing else. */
export async function countArithmetic(
  model: BenchModel,
  { occluded, occlusions }: BenchCase,
): Promise<Record<RunPathName, number>> {
  const index = toGraphIndex(parseModel(model.bytes, model.name).graph)
  const dims = await measureDims(model, index, occluded.original)
  const perNode = new Map(index.nodes.map((node) => [node, multiplyAdds(node, dims)]))
  const whole = sum([...perNode.values()])
  let split = whole
  let incremental = whole
  for (const [place, masker] of occluded.maskers.entries()) {
    const masks = occlusions.filter((one) => one.masker === place)
    const tensors = occluded.original.modalities.get(masker.source)
    const plan = planSplit(index, [...(tensors?.tensors.keys() ?? [])], model.output)
    const behind = sum(plan.nodes.map((node) => perNode.get(node) ?? 0))
    const input = gridInputOf(masker, occluded.original)
    const saved = input === null ? 0 : savedByRegion(index, model, plan, input, dims, perNode)
    split += masks.length * behind
    incremental += masks.length * behind - masks.filter(({ part }) => part !== 'whole').length * saved
  }
  return { plain: occlusions.length * whole, batched: occlusions.length * whole, split, incremental }
}

function savedByRegion(
  index: GraphIndex,
  { output }: BenchModel,
  split: SplitPlan,
  { name, tensor, parts }: NonNullable<ReturnType<typeof gridInputOf>>,
  dims: Dims,
  perNode: ReadonlyMap<NodeProto, number>,
): number {
  const [channels = 0, ...spatial] = tensor.dims
  const input = { name, channels, dims: spatial, boxes: parts.map(toBox) }
  const maxShare = spatial.length === 3 ? 1 : 0.8
  const region = planRegion({
    index,
    split,
    output,
    input,
    opset: 17,
    frontierDims: dims,
    maxShare,
    masks: 8,
  })
  return sum(
    (region?.steps ?? []).map(
      ({ node, output: map, effort = 1 }) => (perNode.get(node) ?? 0) * (1 - reachedShare(map) * effort),
    ),
  )
}

/** Runs the model once with every product and its factors as outputs. */
async function measureDims(
  model: BenchModel,
  index: GraphIndex,
  original: BenchCase['occluded']['original'],
): Promise<Dims> {
  const nodes = index.nodes.filter(
    ({ opType }) => counted.has(opType) || opType === 'Concat' || opType === 'Add',
  )
  const names = [...new Set(nodes.flatMap((node) => [...readTensors(node), ...node.output]))].filter(
    (name) =>
      !index.constantTensors.has(name) && !index.inputs.includes(name) && !index.shapeTensors.has(name),
  )
  const bytes = buildBaselineModel(parseModel(model.bytes, model.name), index, {
    output: model.output,
    frontier: names,
    maps: [],
  })
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
  const made = [...answers, ...Object.entries(feeds)].map(([name, { dims }]): [string, number[]] => [
    name,
    [...dims],
  ])
  return new Map([...constants, ...made])
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
