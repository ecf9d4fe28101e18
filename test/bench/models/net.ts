/** Benchmark: a graph under construction, with seeded weights and the names that the exporter of PyTorch gives. */
import { elementCount } from '@shared/tensor'
import {
  buildModel,
  floatInitializer,
  int64Initializer,
  node,
  tensorInfo,
} from '../../../src/main/graph/build-model'
import { createRandom } from '../../../src/main/maskers/random'
import type { BenchInput, BenchModality, BenchModel, BenchOptions, NodeAttributes } from './bench-model'

type TensorInit = ReturnType<typeof floatInitializer>

/** What every layer reads and appends to; tensors go by their names. */
export interface Net {
  readonly foldBatchNorm: boolean
  readonly input: (input: BenchInput) => string
  /** Adds a node with one output and returns its name. */
  readonly add: (operator: string, inputs: readonly string[], attributes?: NodeAttributes) => string
  readonly addSeveral: (
    operator: string,
    inputs: readonly string[],
    count: number,
    attributes?: NodeAttributes,
  ) => string[]
  /** Weights of mean 0 and the given standard deviation, uniform. */
  readonly weights: (dims: readonly number[], deviation: number) => string
  /** Constants of one axis, uniform from `low` to `high`. */
  readonly between: (length: number, low: number, high: number) => string
  /** A Constant node holding int64 values; without `dims` a list. */
  readonly ints: (values: readonly number[], dims?: readonly number[]) => string
  /** A Constant node holding one float32 of no axes. */
  readonly float: (value: number) => string
  readonly finish: (name: string, output: string, modalities: readonly BenchModality[]) => BenchModel
}

/** Number of classes of every benchmark model. */
export const classCount = 4

/** Creates an empty graph; the same options and the same calls make the same bytes. */
export function createNet({ seed = 1, foldBatchNorm = true }: BenchOptions): Net {
  const next = createRandom('bench', seed)
  const inputs: BenchInput[] = []
  const nodes: ReturnType<typeof node>[] = []
  const initializers: TensorInit[] = []
  const addSeveral: Net['addSeveral'] = (operator, from, count, attributes = {}) => {
    const outputs = Array.from({ length: count }, (_, index) => {
      return `/${operator}_${nodes.length}_output_${index}`
    })
    nodes.push(node(operator, from, outputs, attributes))
    return outputs
  }
  const add: Net['add'] = (operator, from, attributes) => addSeveral(operator, from, 1, attributes).join('')
  const constant = (tensor: TensorInit) => add('Constant', [], { value: { tensor } })
  const uniform = (dims: readonly number[], low: number, high: number) => {
    const values = new Float32Array(elementCount(dims))
    for (let index = 0; index < values.length; index += 1) values[index] = low + (high - low) * next()
    const name = `weights_${initializers.length}`
    initializers.push(floatInitializer(name, dims, values))
    return name
  }
  return {
    foldBatchNorm,
    input: (input) => {
      inputs.push(input)
      return input.name
    },
    add,
    addSeveral,
    // A uniform variable on [-a, a] has the standard deviation a / sqrt(3).
    weights: (dims, deviation) => uniform(dims, -Math.sqrt(3) * deviation, Math.sqrt(3) * deviation),
    between: (length, low, high) => uniform([length], low, high),
    ints: (values, dims = [values.length]) => constant(int64Initializer('', dims, values)),
    float: (value) => constant(floatInitializer('', [], [value])),
    finish: (name, output, modalities) => ({
      name,
      inputs,
      output,
      modalities,
      bytes: buildModel({
        name,
        inputs: inputs.map((input) => tensorInfo(input.name, input.dtype, ['batch', ...input.dims])),
        outputs: [tensorInfo(output, 'float32', ['batch', classCount])],
        nodes,
        initializers,
      }),
    }),
  }
}
