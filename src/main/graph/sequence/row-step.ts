/** A node that runs on changed rows as it does on whole sequences: a batch of one with as many rows as changed. */
import { create } from '@bufbuild/protobuf'
import { intOf } from '../attributes'
import { node } from '../build-model'
import type { GraphIndex } from '../graph-index'
import type { NodeInit, TensorInit } from '../emission'
import { NodeProtoSchema, type NodeProto } from '../onnx_pb'
import type { TensorDims } from '../prune/chosen-rows'
import { inputAxes } from '../prune/row-operators'
import { chooseStored, type StoredRows } from './stored-rows'
import { changedOf, placesIndex, type SequenceIndex, type SequenceTensor } from './sequence-tensor'

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

export interface RowContext {
  readonly rows: ReadonlyMap<string, SequenceTensor>
  readonly dims: TensorDims
  readonly index: GraphIndex
  readonly dependent: ReadonlySet<string>
  /** Whether a tensor is there before any sequence is whole. */
  readonly isBefore: (name: string) => boolean
  readonly entry: SequenceTensor
}

/** Plans a node on changed rows; null when it must run on whole sequences. */
export function planRowStep(node: NodeProto, context: RowContext): RowStep | null {
  return planConcat(node, context) ?? planRowNode(node, context)
}

/** Rows of other tensors in front move the changed ones; those behind do not. */
function planConcat(node: NodeProto, { rows, dims, dependent }: RowContext): RowStep | null {
  const changed = node.input.filter((name) => dependent.has(name))
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
  const { rows, dims, index, dependent, isBefore, entry } = context
  const name = node.output[0] ?? ''
  const outDims = dims.get(name)
  const changed = node.input.flatMap((input) => rows.get(input) ?? [])
  const [first] = changed
  if (outDims === undefined || first === undefined) return null
  const axes = node.opType === 'Gather' ? embeddingAxes(node, index) : inputAxes(node, 1, dims, index)
  const isSameSequence = changed.every(
    (one) => one.shift === first.shift && one.dims[1] === first.dims[1] && outDims[1] === first.dims[1],
  )
  if (axes === null || !isSameSequence) return null
  // What follows from shapes has the batch of the masks: a row of it may be taken, all of it would not fit.
  const isStored = (input: string, axis: number | null): boolean =>
    index.constantTensors.has(input) ||
    (axis !== null && index.shapeTensors.has(input) && !dependent.has(input) && isBefore(input))
  const isKnown = node.input.every((input, place) => {
    const axis = axes[place] ?? null
    return rows.has(input) ? axis === 1 : input === '' || isStored(input, axis)
  })
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

/** The changed rows under another name: only their places differ. */
function aliasRows(original: NodeProto, from: string, output: SequenceTensor): RowStep {
  const nodes = [node('Identity', [changedOf(from)], [changedOf(output.name)])]
  return { node: original, output, nodes, initializers: [], indices: [], saves: false }
}

/** Puts changed rows in place of sequences, and of what is stored row by row the rows at their places. */
function runOnRows(
  original: NodeProto,
  axes: readonly (number | null)[],
  output: SequenceTensor,
  entry: string,
  rows: RowContext['rows'],
): RowStep {
  const places = placesIndex(entry, output.shift)
  const stored = original.input.flatMap((name, place): StoredRows[] => {
    const axis = axes[place] ?? null
    return axis === null || rows.has(name) ? [] : [chooseStored(name, axis, places.name, output.name)]
  })
  const chosen = new Map(stored.map(({ from, to }) => [from, to]))
  const input = original.input.map((name) => (rows.has(name) ? changedOf(name) : (chosen.get(name) ?? name)))
  const onRows = create(NodeProtoSchema, { ...original, input, output: [changedOf(output.name)] })
  return {
    node: original,
    output,
    nodes: [...stored.flatMap(({ nodes }) => nodes), onRows],
    initializers: stored.flatMap(({ initializers }) => initializers),
    indices: stored.length === 0 ? [] : [places],
    saves: original.opType === 'MatMul' || original.opType === 'Gather',
  }
}
