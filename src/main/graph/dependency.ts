/** What changes when an input changes. */
import type { GraphIndex } from './graph-index'
import { readTensors } from './read-tensors'

/** Operators whose outputs have another shape for other values. */
const valueShaped: ReadonlySet<string> = new Set([
  'Compress',
  'If',
  'Loop',
  'NonMaxSuppression',
  'NonZero',
  'Range',
  'Scan',
  'SequenceAt',
  'Unique',
])

/**
 * Names every tensor whose values depend on those of one of the inputs, the inputs themselves among them. A shape does not, as a
 * masked input keeps its dims, unless an operator before it made a shape from such values.
 */
export function dependentTensors(index: GraphIndex, inputs: readonly string[]): ReadonlySet<string> {
  const dependent = new Set(inputs)
  let shapesDepend = false
  for (const node of index.nodes) {
    if (!readTensors(node).some((name) => dependent.has(name))) continue
    shapesDepend ||= [node, ...index.bodyOf(node)].some(({ opType }) => valueShaped.has(opType))
    for (const name of node.output) {
      if (shapesDepend || !index.shapeTensors.has(name)) dependent.add(name)
    }
  }
  return dependent
}
