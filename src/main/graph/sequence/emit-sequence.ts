/** The nodes and inputs that a sequence adds to a model. */
import { int64Initializer, node, tensorInfo, typedInfo, type ModelDtype } from '../build-model'
import type { Emission } from '../emission'
import type { SequencePlan } from './plan-sequence'
import { changedOf, originalOf, wholeIndex, type SequenceTensor } from './sequence-tensor'

/** Writes what runs on changed rows, and puts the sequences together that whole nodes read, under their own names. */
export function emitSequence({ entry, storedNodes, steps, exits }: SequencePlan): Emission {
  const stored = steps.flatMap(({ initializers }) => initializers)
  return {
    nodes: [
      ...storedNodes,
      ...steps.flatMap(({ nodes }) => nodes),
      ...exits.flatMap((exit) => emitWhole(entry.name, exit)),
    ],
    initializers: [
      ...new Map(stored.map((one) => [one.name, one])).values(),
      ...exits.map((exit) => int64Initializer(dimsOf(exit), [exit.dims.length], [-1, ...exit.dims.slice(1)])),
    ],
  }
}

/** Declares the original rows of the exits and the indices. */
export function sequenceInputs(
  { exits, indices }: SequencePlan,
  dtypes: ReadonlyMap<string, ModelDtype>,
): ReturnType<typeof tensorInfo>[] {
  return [
    ...exits.map(({ name }) => typedInfo(originalOf(name), dtypes.get(name) ?? 'float32')),
    ...indices.map(({ name }) => tensorInfo(name, 'int32', [`length of ${name}`])),
  ]
}

/** [1, rows + changed rows, ...] -> [masks, rows, ...]. */
function emitWhole(entry: string, exit: SequenceTensor) {
  const { name } = exit
  const at = (label: string): string => `${name}::${label}`
  return [
    node('Concat', [originalOf(name), changedOf(name)], [at('all rows')], { axis: 1 }),
    node('Gather', [at('all rows'), wholeIndex(entry, exit).name], [at('rows of all masks')], { axis: 1 }),
    node('Reshape', [at('rows of all masks'), dimsOf(exit)], [name]),
  ]
}

function dimsOf({ name }: SequenceTensor): string {
  return `${name}::dims of a sequence`
}
