/** What is left of some nodes when only a few of their tensors are wanted. */
import { readTensors } from './read-tensors'
import type { NodeProto } from './onnx_pb'

/** Leaves out what none of the wanted tensors needs; keeps the order, which must be topological. */
export function usedNodes(nodes: readonly NodeProto[], wanted: Iterable<string>): NodeProto[] {
  const used = new Set(wanted)
  const kept = nodes.toReversed().filter((node) => {
    if (!node.output.some((name) => used.has(name))) return false
    for (const name of readTensors(node)) used.add(name)
    return true
  })
  return kept.toReversed()
}
