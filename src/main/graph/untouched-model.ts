/** The original model with further outputs: what is computed once per case. */
import { int64Initializer, node } from './build-model'
import { cachedOf, type MapTensor } from './incremental/map-tensor'
import type { GraphIndex } from './graph-index'
import type { ParsedModel } from './parse-model'
import { toSubModel } from './sub-model'

export interface UntouchedOutputs {
  /** Name of the output of the model. */
  readonly output: string
  /** Tensors of the graph as they are. */
  readonly frontier: readonly string[]
  /** Maps of a batch of 1, as rows [positions, channels] under the name of `cachedOf`. */
  readonly maps: readonly MapTensor[]
}

/** Writes a model that gives the original output and, in the same run, everything that masks do not change. */
export function buildUntouchedModel(
  parsed: ParsedModel,
  index: GraphIndex,
  { output, frontier, maps }: UntouchedOutputs,
): Uint8Array {
  const made = frontier.filter((name) => !index.inputs.includes(name))
  const fed = new Set(index.inputs)
  return toSubModel(parsed, {
    inputs: parsed.graph.input.filter(({ name }) => fed.has(name)),
    outputs: [...new Set([output, ...made]), ...maps.map(cachedOf)],
    nodes: [...index.nodes, ...maps.flatMap(toRowNodes)],
    initializers: maps.map((map) => int64Initializer(rowDims(map), [2], [-1, map.channels])),
  })
}

/** [1, channels, ...dims] -> [positions, channels]. */
function toRowNodes(map: MapTensor) {
  const rank = map.dims.length
  const perm = [0, ...Array.from({ length: rank }, (_, axis) => axis + 2), 1]
  const turned = `${map.name}::turned`
  return [
    node('Transpose', [map.name], [turned], { perm }),
    node('Reshape', [turned, rowDims(map)], [cachedOf(map)]),
  ]
}

function rowDims({ name }: MapTensor): string {
  return `${name}::row-dims`
}
