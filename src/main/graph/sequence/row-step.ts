/** 6 of 11: a node that runs on changed rows as it does on whole sequences: a batch of one with as many rows as changed. */
import { create } from '@bufbuild/protobuf'
import { int64Initializer, node } from '../build-model'
import type { NodeInit, TensorInit } from '../incremental/step'
import { NodeProtoSchema, type NodeProto } from '../onnx_pb'
import type { RowContext, RowStep } from './plan-sequence'
import { changedOf, placesIndex, type SequenceIndex, type SequenceTensor } from './sequence-tensor'

/** The changed rows under another name: only their places differ. */
export function aliasRows(original: NodeProto, from: string, output: SequenceTensor): RowStep {
  const nodes = [node('Identity', [changedOf(from)], [changedOf(output.name)])]
  return { node: original, output, nodes, initializers: [], indices: [], saves: false }
}

/** Puts changed rows in place of sequences, and of what is stored row by row the rows at their places. */
export function runOnRows(
  original: NodeProto,
  axes: readonly (number | null)[],
  output: SequenceTensor,
  entry: string,
  rows: RowContext['rows'],
): RowStep {
  const places = placesIndex(entry, output.shift)
  const stored = original.input.flatMap((name, place): StoredRows[] => {
    const axis = axes[place] ?? null
    return axis === null || rows.has(name) ? [] : [chooseStored(name, axis, places)]
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

interface StoredRows {
  readonly from: string
  readonly to: string
  readonly nodes: readonly NodeInit[]
  readonly initializers: readonly TensorInit[]
}

/** Where a batch axis lies in front, as with what was expanded to the shape of an input, all of the batch are alike. */
function chooseStored(from: string, axis: number, places: SequenceIndex): StoredRows {
  const to = `${from}::rows at ${places.name}`
  if (axis === 0) {
    return { from, to, nodes: [node('Gather', [from, places.name], [to], { axis })], initializers: [] }
  }
  const first = `${from}::of the first`
  const bounds = ['::sequence zero', '::sequence one', '::sequence zero']
  return {
    ...{ from, to },
    nodes: [
      node('Slice', [from, ...bounds], [`${first} for ${to}`]),
      node('Gather', [`${first} for ${to}`, places.name], [to], { axis }),
    ],
    initializers: [0, 1].map((value) =>
      int64Initializer(`::sequence ${value === 0 ? 'zero' : 'one'}`, [1], [value]),
    ),
  }
}
