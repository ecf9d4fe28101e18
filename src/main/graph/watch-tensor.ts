/** A tensor inside of a graph made an output, one row per case. */
import { create } from '@bufbuild/protobuf'
import { node } from './build-model'
import { NodeProtoSchema } from './onnx_pb'
import type { ParsedModel } from './parse-model'

/** Name of the output that shows the tensor. */
export const watchedOutput = 'modalens::watched'

/** Adds the output [N, ...] -> [N, values] of `name`; the rest stays as it is. */
export function withWatchedTensor(parsed: ParsedModel, name: string): ParsedModel {
  const flatten = create(NodeProtoSchema, node('Flatten', [name], [watchedOutput], { axis: 1 }))
  return { ...parsed, graph: { ...parsed.graph, node: [...parsed.graph.node, flatten] } }
}
