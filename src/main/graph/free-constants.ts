/** Constants of one case beside a batch: class tokens, first states, the size of an upsampled map. */
import { at } from '@shared/at'
import { create } from '@bufbuild/protobuf'
import { intOf } from './attributes'
import { int64Initializer, node as newNode } from './build-model'
import type { FreeContext } from './free-batch'
import { NodeProtoSchema, TensorProtoSchema, type NodeProto } from './onnx_pb'
import { readInt64s } from './tensor-values'
import { withFields } from './with-fields'

/** Makes the nodes that stand for a node whose constants hold one case; the node alone where none does. */
export function freeConstants(node: NodeProto, context: FreeContext): NodeProto[] {
  if (node.opType === 'Concat') return freeConcat(node, context)
  if (node.opType === 'Resize') return freeResize(node, context)
  return recurrent.has(node.opType) ? freeStates(node, context) : [node]
}

const recurrent: ReadonlySet<string> = new Set(['GRU', 'LSTM', 'RNN'])

/** Constants in a Concat over another axis are repeated as often as the batch beside them is long. */
function freeConcat(node: NodeProto, context: FreeContext): NodeProto[] {
  const beside = node.input.find((name) => context.leading.has(name))
  if (beside === undefined || intOf(node, 'axis', 0) === 0) return [node]
  return withRepeated(node, [...node.input.keys()], { beside, axis: 0 }, context)
}

/** First states [directions, batch, hidden] beside a sequence [steps, batch, width]. */
function freeStates(node: NodeProto, context: FreeContext): NodeProto[] {
  const [beside = ''] = node.input
  return intOf(node, 'layout', 0) === 0 ? withRepeated(node, [5, 6], { beside, axis: 1 }, context) : [node]
}

interface Beside {
  readonly beside: string
  /** Of the batch, in both. */
  readonly axis: number
}

function withRepeated(
  node: NodeProto,
  places: readonly number[],
  { beside, axis }: Beside,
  context: FreeContext,
): NodeProto[] {
  const { index } = context
  const before: NodeProto[] = []
  const input = node.input.map((name, place) => {
    const dims = index.constants.get(name)?.dims.map(Number)
    if (!places.includes(place) || dims === undefined || dims.length <= axis) return name
    const to = `${name}::for the batch of ${node.output.find((one) => one !== '') ?? ''}`
    before.push(...repeat({ from: name, to, dims }, { beside, axis }, context))
    return to
  })
  return [...before, withFields(node, { input })]
}

/** Tiles a constant: its own length goes into that of the batch once per case. */
function repeat(
  { from, to, dims }: { readonly from: string; readonly to: string; readonly dims: readonly number[] },
  { beside, axis }: Beside,
  context: FreeContext,
): NodeProto[] {
  const ints = (label: string, values: readonly number[]): string => store(`${to}::${label}`, values, context)
  const parts = dims.map((_, place) => (place === axis ? `${to}::times` : ints('one', [1])))
  return [
    newNode('Shape', [beside], [`${to}::shape`]),
    newNode('Gather', [`${to}::shape`, ints('axis', [axis])], [`${to}::length`], { axis: 0 }),
    newNode('Div', [`${to}::length`, ints('own', [at(dims, axis)])], [`${to}::times`]),
    newNode('Concat', parts, [`${to}::repeats`], { axis: 0 }),
    newNode('Tile', [from, `${to}::repeats`], [to]),
  ].map((one) => create(NodeProtoSchema, one))
}

/** The first of the given sizes is the length of what is resized. */
function freeResize(node: NodeProto, context: FreeContext): NodeProto[] {
  const [from = '', , , name = ''] = node.input
  const tensor = context.index.constants.get(name)
  const sizes = tensor === undefined ? null : readInt64s(tensor)
  const hasAxes = node.attribute.some((one) => one.name === 'axes')
  if (sizes === null || sizes.length === 0 || hasAxes || !context.leading.has(from)) return [node]
  const to = `${node.output[0] ?? ''}::sizes with free batch`
  const first = store(`${to}::first`, [0], context)
  const others = store(`${to}::others`, sizes.slice(1), context)
  const made = [
    newNode('Shape', [from], [`${to}::shape`]),
    newNode('Gather', [`${to}::shape`, first], [`${to}::length`], { axis: 0 }),
    newNode('Concat', [`${to}::length`, others], [to], { axis: 0 }),
  ].map((one) => create(NodeProtoSchema, one))
  return [...made, withFields(node, { input: node.input.with(3, to) })]
}

function store(name: string, values: readonly number[], { stored }: FreeContext): string {
  stored.set(name, create(TensorProtoSchema, int64Initializer(name, [values.length], values)))
  return name
}
