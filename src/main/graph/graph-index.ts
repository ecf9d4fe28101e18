/** 6 of 11: who makes and who reads each tensor of a graph, and which tensors are constants. */
import type { GraphProto, NodeProto, TensorProto } from './onnx_pb'
import { isRandom } from './random-nodes'

export interface GraphIndex {
  readonly graph: GraphProto
  /** In the order of the file, which ONNX demands to be topological. */
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
}

/** Makes the index of a graph. */
export function toGraphIndex(graph: GraphProto): GraphIndex {
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
  for (const node of graph.node) {
    const read = readTensors(node)
    const isConstant = read.every((name) => constantTensors.has(name)) && !isRandom(node, constants)
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
  return { graph, nodes: graph.node, makerOf, constants, inputs, constantTensors, shapeTensors }
}

/** Names every tensor that a node reads: its inputs, and what its sub-graphs take from the graph around them. */
export function readTensors(node: NodeProto): string[] {
  const captured = node.attribute
    .flatMap(({ g, graphs }) => [...(g === undefined ? [] : [g]), ...graphs])
    .flatMap(capturedTensors)
  return [...new Set([...node.input.filter((name) => name !== ''), ...captured])]
}

function capturedTensors(graph: GraphProto): string[] {
  const own = new Set([
    ...graph.input.map(({ name }) => name),
    ...graph.initializer.map(({ name }) => name),
    ...graph.node.flatMap(({ output }) => output),
  ])
  const read = [...graph.node.flatMap(readTensors), ...graph.output.map(({ name }) => name)]
  return read.filter((name) => !own.has(name))
}

function constantOf(node: NodeProto): TensorProto | null {
  if (node.opType !== 'Constant') return null
  return node.attribute.find(({ name }) => name === 'value')?.t ?? null
}
