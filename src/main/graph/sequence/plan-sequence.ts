/** 6 of 11: which nodes behind a sequence run on its changed rows alone, and where whole sequences take over. */
import { intOf } from '../attributes'
import type { GraphIndex } from '../graph-index'
import { readTensors } from '../graph-index'
import type { NodeInit, TensorInit } from '../incremental/step'
import type { NodeProto } from '../onnx_pb'
import type { TensorDims } from '../prune/chosen-rows'
import { inputAxes } from '../prune/row-operators'
import { usedNodes } from '../used-nodes'
import { aliasRows, runOnRows } from './row-step'
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
  /** Of the model. */
  readonly output: string
}

/** Follows the changed rows up to where rows meet, as in an attention; null when no product or embedding is saved. */
export function planSequence({ index, dims, entry, nodes, output }: SequenceOptions): SequencePlan | null {
  const rows = new Map<string, SequenceTensor>([[entry.name, entry]])
  const steps: RowStep[] = []
  const others: NodeProto[] = []
  for (const node of nodes) {
    const made = planConcat(node, rows, dims) ?? planRowNode(node, { rows, dims, index, entry })
    if (made === null) {
      others.push(node)
      continue
    }
    steps.push(made)
    rows.set(made.output.name, made.output)
  }
  if (!steps.some(({ saves }) => saves)) return null
  const isWhole = (name: string): boolean => !rows.has(name) || index.inputs.includes(name)
  const storedNodes = usedNodes(others, steps.flatMap(readBeside))
  if (!storedNodes.flatMap(readTensors).every(isWhole)) return null
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

/** A node on changed rows. */
export interface RowStep {
  readonly node: NodeProto
  readonly output: SequenceTensor
  readonly nodes: readonly NodeInit[]
  readonly initializers: readonly TensorInit[]
  readonly indices: readonly SequenceIndex[]
  /** Whether it does more than look at each value once. */
  readonly saves: boolean
}

function readBeside({ nodes }: RowStep): string[] {
  return nodes.flatMap(({ input = [] }) => input)
}

export interface RowContext {
  readonly rows: ReadonlyMap<string, SequenceTensor>
  readonly dims: TensorDims
  readonly index: GraphIndex
  readonly entry: SequenceTensor
}

/** Rows of other tensors in front move the changed ones; those behind do not. */
function planConcat(node: NodeProto, rows: RowContext['rows'], dims: TensorDims): RowStep | null {
  const changed = node.input.filter((name) => rows.has(name))
  const [from = ''] = changed
  const sequence = rows.get(from)
  const outDims = dims.get(node.output[0] ?? '')
  if (node.opType !== 'Concat' || changed.length !== 1 || sequence === undefined || outDims === undefined)
    return null
  const axis = intOf(node, 'axis', 1)
  if ((axis < 0 ? axis + outDims.length : axis) !== 1) return null
  const before = node.input.slice(0, node.input.indexOf(from)).map((name) => dims.get(name)?.[1])
  if (before.includes(undefined)) return null
  const shift = before.reduce<number>((sum, length) => sum + (length ?? 0), sequence.shift)
  return aliasRows(node, from, { name: node.output[0] ?? '', dims: outDims, shift })
}

/** Nodes that make a row from the same row of their inputs; what they read beside must be the same in every case. */
function planRowNode(node: NodeProto, context: RowContext): RowStep | null {
  const { rows, dims, index, entry } = context
  const name = node.output[0] ?? ''
  const outDims = dims.get(name)
  const changed = node.input.flatMap((input) => rows.get(input) ?? [])
  const [first] = changed
  if (outDims === undefined || first === undefined) return null
  const axes = node.opType === 'Gather' ? embeddingAxes(node, index) : inputAxes(node, 1, dims)
  const isSameSequence = changed.every(
    (one) => one.shift === first.shift && one.dims[1] === first.dims[1] && outDims[1] === first.dims[1],
  )
  if (axes === null || !isSameSequence) return null
  const isKnown = node.input.every((input, place) =>
    rows.has(input)
      ? axes[place] === 1
      : index.constantTensors.has(input) || index.shapeTensors.has(input) || input === '',
  )
  if (!isKnown) return null
  return runOnRows(node, axes, { name, dims: outDims, shift: first.shift }, entry.name, rows)
}

/** Rows of whole numbers -> rows of a stored table. */
function embeddingAxes(
  { input, attribute }: NodeProto,
  index: GraphIndex,
): readonly (number | null)[] | null {
  const isByRow = attribute.every(({ name, i }) => name !== 'axis' || i === 0n)
  return isByRow && index.constantTensors.has(input[0] ?? '') ? [null, 1] : null
}
