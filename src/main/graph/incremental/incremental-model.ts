/** The model that recomputes a region in place and the rest on whole maps. */
import {
  floatInitializer,
  int64Initializer,
  node,
  tensorInfo,
  typedInfo,
  type ModelDtype,
} from '../build-model'
import type { FrontierInput } from '../frontier-input'
import type { ParsedModel } from '../parse-model'
import { emitSequence, sequenceInputs } from '../sequence/emit-sequence'
import { emitMapEntry } from './map-entry'
import { toSubModel } from '../sub-model'
import { cachedOf, rowsOf, sourceOf, type MapTensor } from './map-tensor'
import type { Region } from './plan-region'
import type { RowIndex } from './row-index'
import type { Emission } from '../emission'

export interface IncrementalOutput {
  /** Of the original model. */
  readonly output: string
  /** Element types of sequences, by name. */
  readonly dtypes: ReadonlyMap<string, ModelDtype>
}

/**
 * Writes the model of a region. Inputs: the fresh rows of the masked input `<input>::rows` [rows, channels] where anything reads
 * them, and crops of it for its first convolutions; for every source
 * `<map>::cached` [rows of its band, channels]; the indices and factors of the steps; and the frontier that the dense nodes read,
 * batched; of a sequence its original rows and indices. Output: that of the original model, [batch, ...].
 */
export function buildIncrementalModel(
  parsed: ParsedModel,
  region: Region,
  frontier: readonly FrontierInput[],
  { output, dtypes }: IncrementalOutput,
): Uint8Array {
  const { input, readsRows, storedNodes, steps, exits, means, sequence, denseNodes, sources } = region
  const emissions = orderEmissions(region)
  const crops = steps.flatMap(({ crop }) => crop ?? [])
  const tiles = steps.flatMap((step) => step.tiles ?? [])
  const factors = steps.flatMap((step) => step.factors ?? [])
  return toSubModel(parsed, {
    inputs: [
      ...(readsRows ? [tensorInfo(rowsOf(input), 'float32', ['rows', input.channels])] : []),
      ...crops.flatMap(({ name, places, size }) => [
        tensorInfo(name, 'float32', ['masks', input.channels, ...size]),
        tensorInfo(places, 'int32', [`length of ${places}`]),
      ]),
      ...sources.map((map) => tensorInfo(cachedOf(map), 'float32', [`band of ${map.name}`, map.channels])),
      ...[...steps.flatMap(({ indices }) => indices), ...exits, ...tiles].map(({ name }) =>
        tensorInfo(name, 'int32', [`length of ${name}`]),
      ),
      ...means.map(({ weights }) => tensorInfo(weights, 'float32', ['masks', `rows of ${weights}`])),
      ...(sequence === null ? [] : sequenceInputs(sequence.plan, dtypes)),
      ...factors.map(({ name }) => tensorInfo(name, 'float32', [`rows of ${name}`, 1])),
      ...frontier.map(({ name, dtype }) => typedInfo(name, dtype)),
    ],
    outputs: [output],
    nodes: [...storedNodes, ...emissions.flatMap(({ nodes }) => nodes), ...denseNodes],
    initializers: emissions.flatMap(({ initializers = [] }) => initializers),
  })
}

/** A source follows as soon as the rows of its map are there; whole maps come last. */
function orderEmissions({ input, steps, exits, means, sequence, sources }: Region): Emission[] {
  const sourceOfMap = new Map(sources.map((map) => [map.name, emitSource(map)]))
  const after = (name: string): Emission[] => {
    const source = sourceOfMap.get(name)
    return source === undefined ? [] : [source]
  }
  return [
    ...sources.filter(({ boxes }) => boxes === null).flatMap(({ name }) => after(name)),
    ...after(input.name),
    ...steps.flatMap(({ emission, output }) => [emission, ...after(output.name)]),
    ...exits.map(emitWhole),
    ...means.map(({ emission }) => emission),
    ...(sequence === null ? [] : [emitMapEntry(sequence), emitSequence(sequence.plan)]),
  ]
}

/** Row 0 is zeros: what a convolution reads outside of the map. */
function emitSource(map: MapTensor): Emission {
  const zeros = `${map.name}::zeros`
  const fresh = map.boxes === null ? [] : [rowsOf(map)]
  return {
    nodes: [node('Concat', [zeros, cachedOf(map), ...fresh], [sourceOf(map)], { axis: 0 })],
    initializers: [floatInitializer(zeros, [1, map.channels], new Float32Array(map.channels))],
  }
}

/** Rows of all positions -> [batch, channels, ...dims], under the name that the map has in the original graph. */
function emitWhole({ name: index, from }: RowIndex): Emission {
  const { name, channels, dims } = from
  const positions = dims.reduce((product, length) => product * length, 1)
  const at = (label: string): string => `${name}::whole-${label}`
  return {
    nodes: [
      node('Gather', [sourceOf(from), index], [at('rows')], { axis: 0 }),
      node('Reshape', [at('rows'), at('row-dims')], [at('positions-first')]),
      node('Transpose', [at('positions-first')], [at('channels-first')], { perm: [0, 2, 1] }),
      node('Reshape', [at('channels-first'), at('dims')], [name]),
    ],
    initializers: [
      int64Initializer(at('row-dims'), [3], [-1, positions, channels]),
      int64Initializer(at('dims'), [dims.length + 2], [-1, channels, ...dims]),
    ],
  }
}
