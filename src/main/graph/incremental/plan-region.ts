/** Which nodes behind an input are recomputed in place, and where whole maps take over. */
import { dependentTensors } from '../dependency'
import type { GraphIndex } from '../graph-index'
import type { NodeProto } from '../onnx_pb'
import { isOnnxDomain } from '../operator-set'
import { readTensors } from '../read-tensors'
import { findMapEntry, type MapEntry } from './map-entry'
import { planSequence, type SequencePlan } from '../sequence/plan-sequence'
import type { TensorDims } from '../prune/chosen-rows'
import type { SplitPlan } from '../split/plan-split'
import { localOperators } from './local-operators'
import { reachedShare, rowsOf, type MapTensor } from './map-tensor'
import { planMapMean, type MapMean } from './map-mean'
import type { RowIndex } from './row-index'
import type { Step } from './step'
import { usedNodes } from '../used-nodes'
import { wholeBox } from './box'

export interface Region {
  readonly input: MapTensor
  /** Whether anything reads the rows of the input, beside crops of it. */
  readonly readsRows: boolean
  /** What steps read beside maps, computed from constants, in topological order. */
  readonly storedNodes: readonly NodeProto[]
  readonly steps: readonly Step[]
  /** Changed maps that nodes outside of the region read: they are put together again, [batch, channels, ...dims]. */
  readonly exits: readonly RowIndex[]
  /** Maps of which dense nodes want the mean alone. */
  readonly means: readonly MapMean[]
  /** The map that goes on as a sequence, of which rows are changed. */
  readonly sequence: RegionSequence | null
  /** What runs on whole tensors, in topological order. */
  readonly denseNodes: readonly NodeProto[]
  /** Maps that rows are gathered from; all but those without boxes come from fresh rows, too. */
  readonly sources: readonly MapTensor[]
}

export interface RegionSequence extends MapEntry {
  readonly plan: SequencePlan
}

export interface RegionOptions {
  readonly index: GraphIndex
  readonly split: SplitPlan
  /** The masked input with one box per part. */
  readonly input: MapTensor
  readonly output: string
  /** Dims of the frontiers of all modalities, batch of 1 first, by name. */
  readonly frontierDims: ReadonlyMap<string, readonly number[]>
  /** A convolution or pooling that would do more than this share of its whole map runs whole. */
  readonly maxShare: number
  /** Masks per run. */
  readonly masks: number
  /** Measured for a batch of 1, where maps may go on as sequences. */
  readonly measured: TensorDims
}

/** The usual `maxShare` of maps with so many axes; in three dimensions a whole map is never cheaper. */
export function maxShareOf(rank: number): number {
  return [0, 0.7, 0.8, 1][rank] ?? 0
}

/** Grows the region from the input as far as operators are local and masks reach little; null when nothing is gained. */
export function planRegion(options: RegionOptions): Region | null {
  const { index, input, split, output } = options
  const isConstant = (name: string): boolean => index.constantTensors.has(name)
  const fresh = new Map<string, MapTensor>([[input.name, input]])
  const steps: Step[] = []
  const others: NodeProto[] = []
  const means: MapMean[] = []
  for (const node of split.nodes) {
    const step = planStep(node, fresh, options)
    if (step !== null) {
      steps.push(step)
      fresh.set(step.output.name, step.output)
      continue
    }
    const pooled = fresh.get(node.input[0] ?? '')
    const mean = pooled === undefined ? null : planMapMean(node, pooled, index)
    if (mean === null) others.push(node)
    else means.push(mean)
  }
  if (!steps.some(({ node }) => node.opType === 'Conv')) return null
  const storedNodes = usedNodes(others, steps.flatMap(readBeside).filter(isConstant))
  const behind = others.filter((node) => !storedNodes.includes(node))
  const sequence = planRegionSequence(behind, fresh, options)
  const denseNodes = sequence?.plan.denseNodes ?? behind
  const onWholeMaps = [...(sequence?.plan.storedNodes ?? []), ...denseNodes]
  const wanted = new Set([output, ...onWholeMaps.flatMap(readTensors)])
  const exits = [...fresh.values()].filter(({ name }) => wanted.has(name)).map(toExit)
  const indices = [...steps.flatMap((step) => step.indices), ...exits]
  const sources = [...new Map([...indices, ...means].map(({ from }) => [from.name, from])).values()]
  const rows = rowsOf(input)
  const isRead = steps.some(({ emission }) => emission.nodes.some((node) => node.input?.includes(rows)))
  const readsRows = isRead || sources.some(({ name }) => name === input.name)
  return { input, readsRows, storedNodes, steps, exits, means, sequence, denseNodes, sources }
}

function readBeside({ emission }: Step): string[] {
  return emission.nodes.flatMap(({ input = [] }) => input)
}

function planRegionSequence(
  nodes: readonly NodeProto[],
  fresh: ReadonlyMap<string, MapTensor>,
  { index, split, measured: dims, output }: RegionOptions,
): RegionSequence | null {
  const found = findMapEntry(nodes, fresh.values(), dims)
  if (found === null) return null
  const behind = nodes.filter((node) => !found.chain.includes(node))
  const dependent = dependentTensors(index, split.inputs)
  const plan = planSequence({ index, dims, entry: found.entry, nodes: behind, dependent, output })
  return plan === null ? null : { ...found, plan }
}

function planStep(
  node: NodeProto,
  fresh: ReadonlyMap<string, MapTensor>,
  options: RegionOptions,
): Step | null {
  const plan = localOperators.get(node.opType)
  if (plan === undefined || !isOnnxDomain(node.domain) || !node.input.some((name) => fresh.has(name)))
    return null
  const { index, split, frontierDims, maxShare, masks } = options
  const step = plan(node, {
    index,
    masks,
    input: options.input.name,
    fresh: (name) => fresh.get(name),
    // What other modalities leave alone may be changed by this one.
    still: (name) => (split.frontier.includes(name) ? toStill(name, frontierDims.get(name)) : undefined),
  })
  if (step === null) return null
  const share = reachedShare(step.output) * (step.effort ?? 1)
  return share <= maxShare || !gatheringOperators.has(node.opType) ? step : null
}

/** What these do on rows costs more than on whole maps; all others cost the same. */
const gatheringOperators: ReadonlySet<string> = new Set(['Conv', 'MaxPool', 'AveragePool'])

function toStill(name: string, dims: readonly number[] | undefined): MapTensor | undefined {
  const [batch, channels, ...rest] = dims ?? []
  if (batch !== 1 || channels === undefined || rest.length === 0) return undefined
  return { name, channels, dims: rest, boxes: null }
}

/** Every position of the map, for every mask. */
export function toExit(map: MapTensor): RowIndex {
  const boxes = (map.boxes ?? []).map(() => wholeBox(map.dims))
  return { name: `${map.name}::whole-index`, from: map, boxes, window: null, outside: 'zero' }
}
