/** Who makes and who reads each tensor of a graph, and which tensors are constants. */
import { functionBodies } from './function-bodies'
import { opsetOf } from './operator-set'
import type { GraphProto, NodeProto, TensorProto } from './onnx_pb'
import type { ParsedModel } from './parse-model'
import { isRandom } from './random-nodes'
import { readTensors } from './read-tensors'

export interface GraphIndex {
  readonly graph: GraphProto
  /** Version of the operators of ONNX itself. */
  readonly opset: number
  /** In topological order. */
  readonly nodes: readonly NodeProto[]
  readonly makerOf: ReadonlyMap<string, NodeProto>
  /** Initializers and the tensors of Constant nodes, by name. */
  readonly constants: ReadonlyMap<string, TensorProto>
  /** Inputs that a caller feeds: graph inputs without initializers. */
  readonly inputs: readonly string[]
  /** Tensors that follow from constants alone. */
  readonly constantTensors: ReadonlySet<string>
  /** Whole numbers that follow from shapes (Shape, Size and what is computed from them): they change with the batch. */
  readonly shapeTensors: ReadonlySet<string>
  /** Lists what runs inside of a call of a function of the model. */
  readonly bodyOf: (call: NodeProto) => readonly NodeProto[]
}

/** Makes the index of a model, whose nodes are in order. */
export function toGraphIndex({ model, graph }: ParsedModel): GraphIndex {
  const constants = new Map<string, TensorProto>(graph.initializer.map((tensor) => [tensor.name, tensor]))
  const makerOf = new Map<string, NodeProto>()
  for (const node of graph.node) {
    for (const name of node.output) makerOf.set(name, node)
    const value = constantOf(node)
    if (value !== null) constants.set(node.output[0] ?? '', value)
  }
  const inputs = graph.input.map(({ name }) => name).filter((name) => !constants.has(name))
  const constantTensors = new Set(constants.keys())
  for (const { name } of graph.sparseInitializer.flatMap(({ values }) => values ?? [])) {
    constantTensors.add(name)
  }
  const shapeTensors = new Set<string>()
  const bodyOf = functionBodies(model)
  const drawing = new Map<readonly NodeProto[], boolean>()
  const drawsInside = (body: readonly NodeProto[]): boolean => {
    const draws = drawing.get(body) ?? body.some((one) => isRandom(one, constants))
    drawing.set(body, draws)
    return draws
  }
  for (const node of graph.node) {
    const read = readTensors(node)
    // What is drawn follows from nothing, whatever it is drawn for.
    if (isRandom(node, constants) || drawsInside(bodyOf(node))) continue
    const isConstant = read.every((name) => constantTensors.has(name))
    const isShape =
      node.opType === 'Shape' ||
      node.opType === 'Size' ||
      (read.some((name) => shapeTensors.has(name)) &&
        read.every((name) => shapeTensors.has(name) || constantTensors.has(name)))
    for (const name of node.output) {
      if (isConstant) constantTensors.add(name)
      else if (isShape) shapeTensors.add(name)
    }
  }
  const made = { makerOf, constants, inputs, constantTensors, shapeTensors, bodyOf }
  return { graph, opset: opsetOf(model), nodes: graph.node, ...made }
}

function constantOf(node: NodeProto): TensorProto | null {
  if (node.opType !== 'Constant') return null
  return node.attribute.find(({ name }) => name === 'value')?.t ?? null
}
