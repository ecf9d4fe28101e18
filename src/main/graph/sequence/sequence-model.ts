/** The model behind a sequence that is itself an input: the words of a text. */
import { typedInfo, type ModelDtype } from '../build-model'
import type { FrontierInput } from '../frontier-input'
import { readTensors } from '../read-tensors'
import type { ParsedModel } from '../parse-model'
import { toSubModel } from '../sub-model'
import { emitSequence, sequenceInputs } from './emit-sequence'
import type { SequencePlan } from './plan-sequence'
import { changedOf } from './sequence-tensor'

export interface SequenceModel {
  readonly plan: SequencePlan
  /** Masked inputs that whole nodes read, batched. */
  readonly inputs: readonly string[]
  /** What whole nodes read of the other modalities, batched. */
  readonly frontier: readonly FrontierInput[]
  /** Of the original model. */
  readonly output: string
  /** Element types of the entry and of what is computed from it, by name. */
  readonly dtypes: ReadonlyMap<string, ModelDtype>
}

/** Writes a model that takes the changed rows of the entry, [1, changed rows, ...], its indices, and what whole nodes read. */
export function buildSequenceModel(parsed: ParsedModel, model: SequenceModel): Uint8Array {
  const { plan, inputs, frontier, output, dtypes } = model
  const { nodes, initializers = [] } = emitSequence(plan)
  const { name } = plan.entry
  return toSubModel(parsed, {
    inputs: [
      typedInfo(changedOf(name), dtypes.get(name) ?? 'int64'),
      ...sequenceInputs(plan, dtypes),
      ...parsed.graph.input.filter((one) => inputs.includes(one.name)),
      ...frontier.map((one) => typedInfo(one.name, one.dtype)),
    ],
    outputs: [output],
    nodes: [...nodes, ...plan.denseNodes],
    initializers,
  })
}

/** Finds which of the masked inputs whole nodes read. */
export function wholeInputs({ storedNodes, denseNodes }: SequencePlan, inputs: readonly string[]): string[] {
  const read = new Set([...storedNodes, ...denseNodes].flatMap(readTensors))
  return inputs.filter((name) => read.has(name))
}
