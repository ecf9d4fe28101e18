/** The model that runs for every mask of a modality. */
import { typedInfo } from '../build-model'
import type { FrontierInput } from '../frontier-input'
import type { ParsedModel } from '../parse-model'
import { toSubModel } from '../sub-model'
import type { SplitPlan } from './plan-split'

/** Writes the nodes of a split with its inputs as the original declares them and the frontier, all batched. */
export function buildSplitModel(
  parsed: ParsedModel,
  split: SplitPlan,
  frontier: readonly FrontierInput[],
  output: string,
): Uint8Array {
  const own = new Set(split.inputs)
  return toSubModel(parsed, {
    inputs: [
      ...parsed.graph.input.filter(({ name }) => own.has(name)),
      ...frontier.map(({ name, dtype }) => typedInfo(name, dtype)),
    ],
    outputs: [output],
    nodes: split.nodes,
  })
}
