/** What a node reads, beside and through its sub-graphs. */
import type { GraphProto, NodeProto } from './onnx_pb'
import { subGraphsOf } from './sub-graphs'

/** Names every tensor that a node reads: its inputs, and what its sub-graphs take from the graph around them. */
export function readTensors(node: NodeProto): string[] {
  const captured = subGraphsOf(node).flatMap(capturedTensors)
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
