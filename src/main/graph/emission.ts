/** Nodes that stand in a derived model for a node of the original. */
import type { MessageInitShape } from '@bufbuild/protobuf'
import type { NodeProtoSchema, TensorProtoSchema } from './onnx_pb'

export type NodeInit = MessageInitShape<typeof NodeProtoSchema>
export type TensorInit = MessageInitShape<typeof TensorProtoSchema>

/** Nodes, with the constants that they read. */
export interface Emission {
  readonly nodes: readonly NodeInit[]
  readonly initializers?: readonly TensorInit[]
}
