/** 6 of 11: what changes when an input changes. */
import { readTensors, type GraphIndex } from './graph-index'

/** Names every tensor that depends on one of the inputs, the inputs themselves among them. */
export function dependentTensors(index: GraphIndex, inputs: readonly string[]): ReadonlySet<string> {
  const dependent = new Set(inputs)
  for (const node of index.nodes) {
    if (readTensors(node).some((name) => dependent.has(name))) {
      for (const name of node.output) dependent.add(name)
    }
  }
  return dependent
}
