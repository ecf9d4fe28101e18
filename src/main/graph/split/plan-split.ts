/** Which part of a graph must run again when one modality is masked. */
import { dependentTensors } from '../dependency'
import type { GraphIndex } from '../graph-index'
import { readTensors } from '../read-tensors'
import type { NodeProto } from '../onnx_pb'

export interface SplitPlan {
  /** Inputs of the modality that the output depends on. */
  readonly inputs: readonly string[]
  /** Tensors that do not depend on the modality and are computed once per case; inputs of other modalities among them. */
  readonly frontier: readonly string[]
  /** What runs for every mask, in topological order; empty when the output does not depend on the modality. */
  readonly nodes: readonly NodeProto[]
}

/**
 * Cuts a graph behind everything that does not depend on `inputs`.
 *
 * Constants and whole numbers that follow from shapes are computed again instead of cached: a shape holds the batch, which is
 * 1 in the cache. Source: method.md section 9, exact paths.
 */
export function planSplit(index: GraphIndex, inputs: readonly string[], output: string): SplitPlan {
  const dependent = dependentTensors(index, inputs)
  if (!dependent.has(output)) return { inputs: [], frontier: [], nodes: [] }
  const wanted = new Set<NodeProto>()
  const used = new Set<string>()
  const frontier = new Set<string>()
  const open = [output]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name) || frontier.has(name)) continue
    const maker = index.makerOf.get(name)
    const runsAgain = dependent.has(name) || index.constantTensors.has(name) || index.shapeTensors.has(name)
    if (!runsAgain) {
      frontier.add(name)
      continue
    }
    used.add(name)
    if (maker === undefined || wanted.has(maker)) continue
    wanted.add(maker)
    for (const name of readTensors(maker)) open.push(name)
  }
  return {
    inputs: inputs.filter((name) => used.has(name)),
    frontier: [...frontier].toSorted(),
    nodes: index.nodes.filter((node) => wanted.has(node)),
  }
}
