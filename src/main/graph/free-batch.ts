/** 6 of 11: a model exported for one case at a time, as if it took several. */
import { clone, create } from '@bufbuild/protobuf'
import { int64Initializer } from './build-model'
import { toGraphIndex } from './graph-index'
import {
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  ValueInfoProtoSchema,
  type TensorProto,
  type ValueInfoProto,
} from './onnx_pb'
import type { ParsedModel } from './parse-model'
import { readInt64s } from './tensor-values'

/**
 * Frees the first axis of every input, and that of every Reshape to constant dims that begin with 1. Whether the rest of the graph
 * follows only a run can tell. Ownership: changes nothing of `parsed`; tensors are shared.
 */
export function withFreeBatch({ model, graph }: ParsedModel): ParsedModel {
  const weights = new Set(graph.initializer.map(({ name }) => name))
  const input = graph.input.map((one) => (weights.has(one.name) ? one : withFreeAxis(one)))
  const { constants } = toGraphIndex(graph)
  const freed = new Map<string, TensorProto>()
  const node = graph.node.map((one) => {
    const [from = '', dims = ''] = one.input
    const free = one.opType === 'Reshape' ? freeDims(constants.get(dims)) : null
    if (free === null) return one
    const name = `${dims}::free batch`
    freed.set(name, { ...free, name })
    return { ...one, input: [from, name] }
  })
  return { model, graph: { ...graph, input, node, initializer: [...graph.initializer, ...freed.values()] } }
}

/** [1, ...] -> [0, ...], where 0 stands for "as long as in the input"; null when the dims begin otherwise. */
function freeDims(tensor: TensorProto | undefined): TensorProto | null {
  const [first, ...others] = (tensor === undefined ? null : readInt64s(tensor)) ?? []
  if (first !== 1 || others.length === 0) return null
  return create(TensorProtoSchema, int64Initializer('dims', [others.length + 1], [0, ...others]))
}

function withFreeAxis(info: ValueInfoProto): ValueInfoProto {
  const free = clone(ValueInfoProtoSchema, info)
  const shape = free.type?.value.case === 'tensorType' ? free.type.value.value.shape : undefined
  if (shape !== undefined && shape.dim.length > 0) {
    shape.dim[0] = create(TensorShapeProto_DimensionSchema, { value: { case: 'dimParam', value: 'batch' } })
  }
  return free
}
