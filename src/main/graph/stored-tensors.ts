/** Every tensor that an ONNX file stores, wherever it hides. */
import type { GraphProto, NodeProto, TensorProto } from './onnx_pb'
import type { ParsedModel } from './parse-model'

/** Lists initializers, sparse initializers and tensors in attributes, through sub-graphs and functions of the model. */
export function storedTensors({ model, graph }: ParsedModel): TensorProto[] {
  return [...graphTensors(graph), ...model.functions.flatMap(({ node }) => node.flatMap(nodeTensors))]
}

function graphTensors({ initializer, sparseInitializer, node }: GraphProto): TensorProto[] {
  const sparse = sparseInitializer.flatMap(({ values, indices }) => [values, indices])
  return [...initializer, ...sparse.filter((one) => one !== undefined), ...node.flatMap(nodeTensors)]
}

function nodeTensors({ attribute }: NodeProto): TensorProto[] {
  return attribute.flatMap(({ t, tensors, sparseTensor, sparseTensors, g, graphs }) => [
    ...[t, ...tensors].filter((one) => one !== undefined),
    ...[sparseTensor, ...sparseTensors]
      .flatMap((sparse) => [sparse?.values, sparse?.indices])
      .filter((one) => one !== undefined),
    ...[g, ...graphs].filter((one) => one !== undefined).flatMap(graphTensors),
  ])
}
