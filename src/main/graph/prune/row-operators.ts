/** Operators that make rows of their output from the same rows of their inputs. */
import { intOf, intsOf } from '../attributes'
import type { GraphIndex } from '../graph-index'
import type { NodeProto } from '../onnx_pb'
import { isOnnxDomain } from '../operator-set'
import { readInt64s } from '../tensor-values'
import type { TensorDims } from './chosen-rows'

/** Axis of each input whose rows are wanted; null for an input that is read as it is. */
export type InputAxes = readonly (number | null)[]

type ToInputAxes = (node: NodeProto, axis: number, dims: TensorDims, index: GraphIndex) => InputAxes | null

const unary = [
  'Erf',
  'Gelu',
  'Relu',
  'Tanh',
  'Sigmoid',
  'Sqrt',
  'Neg',
  'Identity',
  'Dropout',
  'LeakyRelu',
  'Cast',
  'Clip',
]
const binary = ['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Where', 'Max', 'Min']

const rowOperators: ReadonlyMap<string, ToInputAxes> = new Map<string, ToInputAxes>([
  ...unary.map((name): [string, ToInputAxes] => [name, (node, axis) => firstInput(node, axis)]),
  ...binary.map((name): [string, ToInputAxes] => [name, alignedAxes]),
  ['MatMul', productAxes],
  ['Transpose', (node, axis) => [intsOf(node, 'perm')?.[axis] ?? null]],
  ['Softmax', besideAxis],
  ['LogSoftmax', besideAxis],
  ['LayerNormalization', layerNormAxes],
  ['ReduceMean', reducedAxes],
])

/** Tells whether rows of the output may follow from the same rows of the inputs, before any dims are known. */
export function worksByRow({ opType }: NodeProto): boolean {
  return rowOperators.has(opType)
}

/** Tells which rows of its inputs a node needs for the rows of `axis` of its output; null when it needs more. */
export function inputAxes(
  node: NodeProto,
  axis: number,
  dims: TensorDims,
  index: GraphIndex,
): InputAxes | null {
  const outputs = node.output.filter((name) => name !== '')
  const known = isOnnxDomain(node.domain) && outputs.length === 1 ? rowOperators.get(node.opType) : undefined
  const axes = known?.(node, axis, dims, index) ?? null
  return axes?.some((one) => one !== null) === true ? axes : null
}

function firstInput({ input }: NodeProto, axis: number): InputAxes {
  return input.map((_, place) => (place === 0 ? axis : null))
}

/** Axes count from the last one; an input of length 1 there is the same for every row. */
function alignedAxes({ input, output }: NodeProto, axis: number, dims: TensorDims): InputAxes | null {
  const rank = dims.get(output[0] ?? '')?.length
  if (rank === undefined) return null
  const axes = input.map((name) => {
    const own = dims.get(name)
    const aligned = axis - rank + (own?.length ?? 0)
    if (own === undefined) return undefined
    return aligned >= 0 && own[aligned] !== 1 ? aligned : null
  })
  return axes.some((one) => one === undefined) ? null : axes.map((one) => one ?? null)
}

/** Rows of a product are rows of its left factor. */
function productAxes({ input, output }: NodeProto, axis: number, dims: TensorDims): InputAxes | null {
  const left = dims.get(input[0] ?? '')
  const rank = dims.get(output[0] ?? '')?.length ?? 0
  return axis === rank - 2 && left?.length === rank ? [axis, null] : null
}

/** Before operator set 13 all axes from the given one on are one distribution, and that is axis 1 by default. */
function besideAxis(
  node: NodeProto,
  axis: number,
  dims: TensorDims,
  { opset }: GraphIndex,
): InputAxes | null {
  const rank = dims.get(node.output[0] ?? '')?.length
  if (rank === undefined) return null
  const flattens = opset < 13
  const given = intOf(node, 'axis', flattens ? 1 : -1)
  const own = given < 0 ? given + rank : given
  return (flattens ? axis < own : axis !== own) ? [axis] : null
}

function layerNormAxes(node: NodeProto, axis: number, dims: TensorDims): InputAxes | null {
  const rank = dims.get(node.output[0] ?? '')?.length
  if (rank === undefined) return null
  const first = intOf(node, 'axis', -1)
  return axis < (first < 0 ? first + rank : first) ? firstInput(node, axis) : null
}

/** The last axis alone, kept with a length of 1: how older exporters write a layer normalisation. */
function reducedAxes(
  node: NodeProto,
  axis: number,
  dims: TensorDims,
  { constants }: GraphIndex,
): InputAxes | null {
  const rank = dims.get(node.output[0] ?? '')?.length
  const stored = constants.get(node.input[1] ?? '')
  const axes = intsOf(node, 'axes') ?? (stored === undefined ? null : readInt64s(stored))
  if (rank === undefined || axes?.length !== 1) return null
  const isLast = axes[0] === -1 || axes[0] === rank - 1
  return isLast && intOf(node, 'keepdims', 1) === 1 && axis < rank - 1 ? firstInput(node, axis) : null
}
