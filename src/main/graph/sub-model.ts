/** Some nodes of a model as a model of their own. */
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { readTensors } from './read-tensors'
import {
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from './onnx_pb'
import type { ParsedModel } from './parse-model'

type NodeInit = MessageInitShape<typeof NodeProtoSchema>

export interface SubGraph {
  readonly inputs: readonly MessageInitShape<typeof ValueInfoProtoSchema>[]
  /** By name; onnxruntime infers type and shape. */
  readonly outputs: readonly string[]
  /** In topological order. */
  readonly nodes: readonly NodeInit[]
  /** Beside the initializers of the model that the nodes read. */
  readonly initializers?: readonly MessageInitShape<typeof TensorProtoSchema>[]
}

/**
 * Writes a model of the given nodes with the operator sets, functions and initializers of another; weights in external
 * files stay there and are named as before. Ownership: shares tensors with `parsed`, changes nothing of it.
 */
export function toSubModel({ model, graph }: ParsedModel, sub: SubGraph): Uint8Array {
  // Names must be unique in a graph; that of the first output is, and errors of onnxruntime repeat it.
  const nodes = sub.nodes.map((node) => create(NodeProtoSchema, { ...node, name: node.output?.[0] ?? '' }))
  const read = new Set([...nodes.flatMap(readTensors), ...sub.outputs])
  const fed = new Set(sub.inputs.map(({ name }) => name ?? ''))
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: model.irVersion < 4n ? 4n : model.irVersion,
      producerName: 'ModaLens',
      opsetImport: model.opsetImport,
      functions: model.functions,
      graph: create(GraphProtoSchema, {
        name: 'part of a model',
        input: [...sub.inputs],
        output: sub.outputs.map((name) => ({ name })),
        node: nodes,
        initializer: [
          ...graph.initializer.filter(({ name }) => read.has(name) && !fed.has(name)),
          ...(sub.initializers ?? []),
        ],
        sparseInitializer: graph.sparseInitializer.filter(({ values }) => read.has(values?.name ?? '')),
      }),
    }),
  )
}
