/** 6 of 11: which inputs of a model lead to an output at all. */
import { readTensors } from './read-tensors'
import type { GraphProto, NodeProto } from './onnx_pb'

/**
 * Names the inputs from which a path leads to the output. Walks back from the output, so that the order of the nodes in the file does not
 * matter. A path through a shape counts: an input without any path has no influence, whatever the weights are.
 */
export function connectedInputs(graph: GraphProto, output: string): string[] {
  const makerOf = new Map<string, NodeProto>(
    graph.node.flatMap((node) => node.output.map((name) => [name, node])),
  )
  const seen = new Set([output])
  const open = [output]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = makerOf.get(name)
    for (const read of node === undefined ? [] : readTensors(node)) {
      if (seen.has(read)) continue
      seen.add(read)
      open.push(read)
    }
  }
  return graph.input.map(({ name }) => name).filter((name) => seen.has(name))
}
