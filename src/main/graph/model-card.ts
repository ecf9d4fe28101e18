/** A look at a model, without running it. */
import { AppError } from '@shared/errors'
import type { ModelCard, ModelValue } from '@shared/model'
import { connectedInputs } from './connected-inputs'
import { dataTypeName } from './data-types'
import { externalFiles } from './external-files'
import { findFinalOperator, makersOf } from './final-activation'
import { MAX_VALUES } from './model-extent'
import { opsetOf } from './operator-set'
import type { NodeProto, TensorProto, ValueInfoProto } from './onnx_pb'
import type { ParsedModel } from './parse-model'

/** What the file says of itself beside its content. */
export interface ModelFile {
  readonly fileName: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** Makes the card of a parsed model. Errors: model/external-path, model/too-many-values. */
export function toModelCard(parsed: ParsedModel, file: ModelFile): ModelCard {
  const { model, graph } = parsed
  assertFewValues(parsed, file.fileName)
  // What parsing folded away is counted: the card speaks of the file.
  const written = model.graph?.node ?? graph.node
  const weights = new Set(graph.initializer.map(({ name }) => name))
  const inputs = graph.input.filter(({ name }) => !weights.has(name)).map(toModelValue)
  const states = stateInputs(graph, inputs)
  const makerOf = makersOf(graph)
  const connected = connectedInputs(graph)
  return {
    ...file,
    producer: [model.producerName, model.producerVersion].filter((part) => part !== '').join(' '),
    irVersion: Number(model.irVersion),
    opset: opsetOf(model),
    nodeCount: written.length,
    parameterCount: graph.initializer.reduce((sum, tensor) => sum + weightCount(tensor), 0),
    operators: countOperators(written),
    inputs,
    outputs: graph.output.map((output) => ({
      ...toModelValue(output),
      ...findFinalOperator(makerOf, output.name),
      connectedInputs: [...(connected.get(output.name) ?? [])],
    })),
    fixedBatch: fixedBatchOf(inputs.filter(({ name }) => !states.has(name))),
    externalFiles: externalFiles(parsed, file.fileName),
  }
}

/** Every output is followed back to the inputs. */
function assertFewValues({ graph }: ParsedModel, file: string): void {
  const weights = new Set(graph.initializer.map(({ name }) => name))
  const inputCount = graph.input.filter(({ name }) => !weights.has(name)).length
  const outputCount = graph.output.length
  if (inputCount <= MAX_VALUES && outputCount <= MAX_VALUES) return
  throw new AppError('model/too-many-values', { file, inputCount, outputCount, limit: MAX_VALUES })
}

/** Elements of a weight. Int64 tensors are shapes and indices, not parameters. */
function weightCount({ dims, dataType }: TensorProto): number {
  if (dataTypeName(dataType) === 'int64') return 0
  return dims.reduce((product, length) => product * Number(length), 1)
}

function toModelValue({ name, type }: ValueInfoProto): ModelValue {
  if (type?.value.case !== 'tensorType') return { name, dtype: type?.value.case ?? 'unknown', dims: [] }
  const { elemType, shape } = type.value.value
  const dims = (shape?.dim ?? []).map(({ value }) => {
    // Some exporters write a free axis as 0 or -1.
    if (value.case === 'dimValue') return value.value > 0n ? Number(value.value) : null
    return value.case === 'dimParam' && value.value !== '' ? value.value : null
  })
  return { name, dtype: dataTypeName(elemType), dims }
}

function countOperators(nodes: readonly NodeProto[]): ModelCard['operators'] {
  const counts = new Map<string, number>()
  for (const { opType } of nodes) counts.set(opType, (counts.get(opType) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}

/** The one number that stands first in inputs; inputs with a free first axis can follow it. Null when all are free or they disagree. */
function fixedBatchOf(inputs: readonly ModelValue[]): number | null {
  const fixed = new Set(inputs.map(({ dims }) => dims[0]).filter((first) => typeof first === 'number'))
  const [only] = fixed
  return fixed.size === 1 && only !== undefined ? only : null
}

/** Places of the first states among the inputs of a recurrent operator: hidden, and of an LSTM the cell. */
const statePlaces: Readonly<Record<string, readonly number[]>> = { RNN: [5], GRU: [5], LSTM: [5, 6] }

/**
 * Inputs whose first axis is layers and directions, not the batch: those that a recurrent operator takes as its state, and those
 * that carry the free first axis of another input further inside.
 */
function stateInputs({ node }: ParsedModel['graph'], inputs: readonly ModelValue[]): ReadonlySet<string> {
  const read = new Set(
    node.flatMap(({ opType, input }) => (statePlaces[opType] ?? []).map((place) => input[place])),
  )
  const batches = new Set(inputs.map(({ dims }) => dims[0]).filter((first) => typeof first === 'string'))
  const carries = ({ dims: [first, ...others] }: ModelValue): boolean =>
    typeof first !== 'string' && others.some((length) => typeof length === 'string' && batches.has(length))
  return new Set(inputs.filter((one) => read.has(one.name) || carries(one)).map(({ name }) => name))
}
