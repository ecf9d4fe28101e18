/** How large the tensors inside of a graph become. */
import { node } from './build-model'
import type { GraphIndex } from './graph-index'
import type { ParsedModel } from './parse-model'
import { toSubModel } from './sub-model'

export interface SizedModel {
  readonly bytes: Uint8Array
  /** Names of the outputs: the number of values of one tensor each. */
  readonly outputs: readonly string[]
}

/** Writes a model whose outputs are the sizes of what its nodes compute, constants left out; the tensors themselves stay inside. */
export function buildSizedModel(parsed: ParsedModel, index: GraphIndex): SizedModel {
  const isValue = (name: string): boolean =>
    name !== '' && !index.constantTensors.has(name) && !index.shapeTensors.has(name)
  const names = [...new Set(index.nodes.flatMap(({ output }) => output))].filter(isValue)
  const outputs = names.map((name) => `${name}::size`)
  const fed = new Set(index.inputs)
  const bytes = toSubModel(parsed, {
    inputs: parsed.graph.input.filter(({ name }) => fed.has(name)),
    outputs,
    nodes: [...index.nodes, ...names.map((name) => node('Size', [name], [`${name}::size`]))],
  })
  return { bytes, outputs }
}
