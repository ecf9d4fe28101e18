/** A model exported for one case at a time, as if it took several. */
import { clone, create } from '@bufbuild/protobuf'
import { intOf } from './attributes'
import { int64Initializer } from './build-model'
import { freeConstants } from './free-constants'
import { toGraphIndex, type GraphIndex } from './graph-index'
import { findLeadingBatch, type LeadingBatch } from './leading-batch'
import {
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  ValueInfoProtoSchema,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx_pb'
import type { ParsedModel } from './parse-model'
import { readInt64s } from './tensor-values'
import { withFields } from './with-fields'

/** What the graph looks like while it is rewritten, and what is stored for it. */
export interface FreeContext {
  readonly index: GraphIndex
  readonly leading: LeadingBatch
  readonly stored: Map<string, TensorProto>
}

/**
 * Frees the first axis of every input, that of every Reshape to constant dims, and that of constants which are laid beside a batch.
 * Whether the rest of the graph follows only a run can tell. Ownership: changes nothing of `parsed`; tensors are shared.
 */
export function withFreeBatch(parsed: ParsedModel): ParsedModel {
  const { graph } = parsed
  const weights = new Set(graph.initializer.map(({ name }) => name))
  const input = graph.input.map((one) => (weights.has(one.name) ? one : withFreeAxis(one)))
  const index = toGraphIndex(parsed)
  const context: FreeContext = { index, leading: findLeadingBatch(index), stored: new Map() }
  const node = graph.node.flatMap((one) =>
    one.opType === 'Reshape' ? [freeReshape(one, context)] : freeConstants(one, context),
  )
  const initializer = [...graph.initializer, ...context.stored.values()]
  return { ...parsed, graph: withFields(graph, { input, node, initializer }) }
}

function freeReshape(node: NodeProto, { index, leading, stored }: FreeContext): NodeProto {
  const [from = '', name = ''] = node.input
  const tensor = index.constants.get(name)
  const dims = tensor === undefined ? null : readInt64s(tensor)
  // With allowzero a zero is the length of an empty axis; without one the attribute says nothing.
  const isLiteral = intOf(node, 'allowzero', 0) === 1 && dims?.includes(0) === true
  const free =
    dims === null || isLiteral || index.constantTensors.has(from) ? null : freeDims(dims, leading, from)
  if (free === null) return node
  const freed = `${node.output[0] ?? ''}::dims with free batch`
  stored.set(freed, create(TensorProtoSchema, int64Initializer(freed, [free.length], free)))
  const attribute = node.attribute.filter((one) => one.name !== 'allowzero')
  return withFields(node, { input: [from, freed], attribute })
}

/**
 * The first length is left to what remains (-1) where it holds the batch and the others are given, be it [1, ...] or, with slices
 * folded into the batch, [slices, ...]. Otherwise 1 becomes 0, "as long as in the input". Null where the dims say nothing of the batch.
 */
function freeDims(dims: readonly number[], leading: LeadingBatch, from: string): readonly number[] | null {
  const [first = 0, ...others] = dims
  if (first <= 0 || others.length === 0) return null
  if (leading.has(from) && !others.includes(-1)) return [-1, ...others]
  return first === 1 ? [0, ...others] : null
}

function withFreeAxis(info: ValueInfoProto): ValueInfoProto {
  const free = clone(ValueInfoProtoSchema, info)
  const shape = free.type?.value.case === 'tensorType' ? free.type.value.value.shape : undefined
  if (shape !== undefined && shape.dim.length > 0) {
    shape.dim[0] = create(TensorShapeProto_DimensionSchema, { value: { case: 'dimParam', value: 'batch' } })
  }
  return free
}
