/** Which inputs of a model lead to which output at all. */
import { at } from '@shared/at'
import { readTensors } from './read-tensors'
import type { GraphProto } from './onnx_pb'

/** Outputs are followed together, one bit each. */
const outputsPerWalk = 32

/**
 * Names for each output of a graph the inputs from which a path leads to it. The nodes must be in topological order: one walk back
 * through them follows 32 outputs. A path through a shape counts: an input without any path has no influence, whatever the weights are.
 */
export function connectedInputs(graph: GraphProto): ReadonlyMap<string, readonly string[]> {
  const numbers = new Map<string, number>()
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size
    numbers.set(name, known)
    return known
  }
  const inputs = graph.input.map(({ name }) => ({ name, number: numberOf(name) }))
  const outputs = graph.output.map(({ name }) => ({ name, number: numberOf(name) }))
  // From the last node to the first: what it makes, and what it reads for that.
  const steps = graph.node.toReversed().map((node) => ({
    made: node.output.filter((name) => name !== '').map(numberOf),
    read: readTensors(node).map(numberOf),
  }))
  const found = new Map<string, readonly string[]>()
  for (let from = 0; from < outputs.length; from += outputsPerWalk) {
    const walked = outputs.slice(from, from + outputsPerWalk)
    const reached = new Int32Array(numbers.size)
    walked.forEach(({ number }, bit) => (reached[number] = at(reached, number) | (1 << bit)))
    for (const { made, read } of steps) {
      const bits = made.reduce((sum, number) => sum | at(reached, number), 0)
      if (bits !== 0) for (const number of read) reached[number] = at(reached, number) | bits
    }
    walked.forEach(({ name }, bit) => {
      const leading = inputs.filter(({ number }) => (at(reached, number) & (1 << bit)) !== 0)
      found.set(
        name,
        leading.map((input) => input.name),
      )
    })
  }
  return found
}
