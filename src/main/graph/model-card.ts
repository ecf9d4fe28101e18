/** 6 of 10: a look at a model, without running it. */
import type { ModelCard, ModelValue } from '@shared/model'
import { dataTypeName } from './data-types'
import { externalFiles } from './external-files'
import { findFinalOperator } from './final-activation'
import type { GraphProto, TensorProto, ValueInfoProto } from './onnx_pb'
import type { ParsedModel } from './parse-model'

/** What the file says of itself beside its content. */
export interface ModelFile {
  readonly fileName: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** Makes the card of a parsed model. Errors: model/external-path. */
export function toModelCard({ model, graph }: ParsedModel, file: ModelFile): ModelCard {
  const weights = new Set(graph.initializer.map(({ name }) => name))
  const inputs = graph.input.filter(({ name }) => !weights.has(name)).map(toModelValue)
  return {
    ...file,
    producer: [model.producerName, model.producerVersion].filter((part) => part !== '').join(' '),
    irVersion: Number(model.irVersion),
    opset: Number(
      model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0n,
    ),
    nodeCount: graph.node.length,
    parameterCount: graph.initializer.reduce((sum, tensor) => sum + weightCount(tensor), 0),
    operators: countOperators(graph),
    inputs,
    outputs: graph.output.map((output) => ({
      ...toModelValue(output),
      ...findFinalOperator(graph, output.name),
    })),
    fixedBatch: fixedBatchOf(inputs),
    externalFiles: externalFiles(graph, file.fileName),
  }
}

function weightCount({ dims }: TensorProto): number {
  return dims.reduce((product, length) => product * Number(length), 1)
}

function toModelValue({ name, type }: ValueInfoProto): ModelValue {
  if (type?.value.case !== 'tensorType') return { name, dtype: type?.value.case ?? 'unknown', dims: [] }
  const { elemType, shape } = type.value.value
  const dims = (shape?.dim ?? []).map(({ value }) => {
    if (value.case === 'dimValue') return Number(value.value)
    return value.case === 'dimParam' && value.value !== '' ? value.value : null
  })
  return { name, dtype: dataTypeName(elemType), dims }
}

function countOperators(graph: GraphProto): ModelCard['operators'] {
  const counts = new Map<string, number>()
  for (const { opType } of graph.node) counts.set(opType, (counts.get(opType) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}

/** The first dim that all inputs share, when it is a number; a graph exported with a dynamic batch has none. */
function fixedBatchOf(inputs: readonly ModelValue[]): number | null {
  const firsts = new Set(inputs.map(({ dims }) => dims[0] ?? null))
  const [only] = firsts
  return firsts.size === 1 && typeof only === 'number' ? only : null
}
