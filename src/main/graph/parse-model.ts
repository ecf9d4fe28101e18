/** Bytes of an ONNX file -> its protobuf message. */
import { fromBinary } from '@bufbuild/protobuf'
import { AppError } from '@shared/errors'
import { foldIdentities } from './fold-identities'
import { checkExtent } from './model-extent'
import { ModelProtoSchema, type GraphProto, type ModelProto } from './onnx_pb'
import { sortGraph } from './sort-nodes'

/** Protobuf stops here; larger models keep their weights in external files. */
export const maxModelBytes = 2 ** 31 - 1

/** A model that has a graph. */
export interface ParsedModel {
  /** As the file has it. */
  readonly model: ModelProto
  /** Its graph: nodes in topological order, in sub-graphs too, and constants under one name. */
  readonly graph: GraphProto
}

/** Parses an ONNX file. Errors: model/empty, model/not-onnx, model/cyclic, and those of `checkExtent`. */
export function parseModel(bytes: Uint8Array, file: string): ParsedModel {
  if (bytes.length === 0) throw new AppError('model/empty', { file })
  checkExtent(bytes, file)
  const model = decode(bytes, file)
  const { graph } = model
  // A file that was cut short behind its graph still parses; without an operator set nothing can run it.
  const isWhole = model.opsetImport.length > 0 || model.irVersion < 3n
  if (graph === undefined || graph.node.length === 0 || !isWhole)
    throw new AppError('model/not-onnx', { file })
  return { model, graph: foldIdentities(sortGraph(graph, file)) }
}

function decode(bytes: Uint8Array, file: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes)
  } catch (cause) {
    throw new AppError('model/not-onnx', { file }, { cause })
  }
}
