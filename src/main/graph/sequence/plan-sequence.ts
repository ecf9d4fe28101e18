/** Which nodes behind a sequence run on its changed rows alone, and where whole sequences take over. */
import type { GraphIndex } from '../graph-index'
import { readTensors } from '../read-tensors'
import type { NodeProto } from '../onnx_pb'
import type { TensorDims } from '../prune/chosen-rows'
import { usedNodes } from '../used-nodes'
import { planRowStep, type RowStep } from './row-step'
import { wholeIndex, type SequenceIndex, type SequenceTensor } from './sequence-tensor'

export interface SequencePlan {
  readonly entry: SequenceTensor
  /** What steps read beside rows, computed from constants and shapes, in topological order. */
  readonly storedNodes: readonly NodeProto[]
  /** What runs on changed rows, in topological order. */
  readonly steps: readonly RowStep[]
  /** Sequences that whole nodes read. */
  readonly exits: readonly SequenceTensor[]
  readonly indices: readonly SequenceIndex[]
  /** What runs on whole tensors behind them, in topological order. */
  readonly denseNodes: readonly NodeProto[]
}

export interface SequenceOptions {
  readonly index: GraphIndex
  /** Measured, for a batch of 1. */
  readonly dims: TensorDims
  readonly entry: SequenceTensor
  /** Behind the entry and beside it, in topological order. */
  readonly nodes: readonly NodeProto[]
  /** Names what the masks can change. */
  readonly dependent: ReadonlySet<string>
  /** Of the model. */
  readonly output: string
}

/** Follows the changed rows up to where rows meet, as in an attention; null when no product or embedding is saved. */
export function planSequence(options: SequenceOptions): SequencePlan | null {
  const { index, dims, entry, nodes, dependent, output } = options
  const rows = new Map<string, SequenceTensor>([[entry.name, entry]])
  const isWhole = (name: string): boolean => !rows.has(name) || index.inputs.includes(name)
  const steps: RowStep[] = []
  const others: NodeProto[] = []
  for (const node of nodes) {
    const isBefore = (name: string): boolean => usedNodes(others, [name]).flatMap(readTensors).every(isWhole)
    const made = planRowStep(node, { rows, dims, index, dependent, isBefore, entry })
    if (made === null) {
      others.push(node)
      continue
    }
    steps.push(made)
    rows.set(made.output.name, made.output)
  }
  if (!steps.some(({ saves }) => saves)) return null
  const storedNodes = usedNodes(others, steps.flatMap(readBeside))
  const denseNodes = usedNodes(others, [output]).filter((node) => !storedNodes.includes(node))
  const wanted = new Set([output, ...denseNodes.flatMap(readTensors)])
  const exits = [...rows.values()].filter(({ name }) => !isWhole(name) && wanted.has(name))
  const indices = [
    ...steps.flatMap((one) => one.indices),
    ...exits.map((exit) => wholeIndex(entry.name, exit)),
  ]
  return {
    ...{ entry, storedNodes, steps, exits, denseNodes },
    indices: [...new Map(indices.map((one) => [one.name, one])).values()],
  }
}

function readBeside({ nodes }: RowStep): string[] {
  return nodes.flatMap(({ input = [] }) => input)
}
