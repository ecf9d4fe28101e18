/** Nodes that keep a few rows of a sequence, such as the class token of a transformer. */
import { intOf } from '../attributes'
import type { GraphIndex } from '../graph-index'
import type { NodeProto } from '../onnx_pb'
import { readInt64s } from '../tensor-values'

/** Rows of one axis of a tensor. */
export interface ChosenRows {
  readonly axis: number
  /** Ascending or not, from 0. */
  readonly rows: readonly number[]
}

/** Dims of tensors for a batch of 1, by name. */
export type TensorDims = ReadonlyMap<string, readonly number[]>

/** Reads which rows a Gather or Slice with constant indices takes from its input; null for any other node, and for the batch axis. */
export function rowsChosenBy(node: NodeProto, index: GraphIndex, dims: TensorDims): ChosenRows | null {
  const from = dims.get(node.input[0] ?? '')
  if (from === undefined) return null
  const chosen =
    node.opType === 'Gather' ? byGather(node, index) : node.opType === 'Slice' ? bySlice(node, index) : null
  if (chosen === null) return null
  const axis = chosen.axis < 0 ? chosen.axis + from.length : chosen.axis
  const length = from[axis] ?? 0
  const rows = chosen.rows(length).map((row) => (row < 0 ? row + length : row))
  const isInside = rows.length > 0 && rows.every((row) => row >= 0 && row < length)
  return axis > 0 && isInside && rows.length < length ? { axis, rows } : null
}

/** Tells whether a node may choose rows of a tensor that is no shape and no constant, before any dims are known. */
export function choosesRows({ opType, input, output }: NodeProto, index: GraphIndex): boolean {
  const [from = '', indices = ''] = input
  const isData = !index.constantTensors.has(from) && !index.shapeTensors.has(output[0] ?? '')
  return isData && (opType === 'Gather' || opType === 'Slice') && index.constants.has(indices)
}

interface Choice {
  readonly axis: number
  readonly rows: (length: number) => readonly number[]
}

function constant(index: GraphIndex, name: string | undefined): readonly number[] | null {
  const stored = index.constants.get(name ?? '')
  return stored === undefined ? null : readInt64s(stored)
}

function byGather(node: NodeProto, index: GraphIndex): Choice | null {
  const rows = constant(index, node.input[1])
  const rank = index.constants.get(node.input[1] ?? '')?.dims.length ?? 2
  return rows === null || rank > 1 ? null : { axis: intOf(node, 'axis', 0), rows: () => rows }
}

/** One axis, step 1. */
function bySlice(node: NodeProto, index: GraphIndex): Choice | null {
  const [, starts, ends, axes, steps] = node.input
  const [start, ...more] = constant(index, starts) ?? []
  const [end] = constant(index, ends) ?? []
  const [axis] = constant(index, axes) ?? []
  const isPlain = steps === undefined || steps === '' || constant(index, steps)?.[0] === 1
  if (start === undefined || end === undefined || axis === undefined || more.length > 0 || !isPlain)
    return null
  const at = (position: number, length: number): number =>
    Math.min(length, Math.max(0, position < 0 ? position + length : position))
  return {
    axis,
    rows: (length) => {
      const first = at(start, length)
      return Array.from({ length: Math.max(0, at(end, length) - first) }, (_, row) => first + row)
    },
  }
}
