/** Benchmark: the inputs of one random case of a model. */
import { elementCount, type Tensor } from '@shared/tensor'
import { createRandom } from '../../../src/main/maskers/random'
import type { BenchInput, BenchModel } from './bench-model'

/** Makes one tensor per input, without the batch axis: soft blobs with noise for maps, normal-like attributes, ids of the vocabulary, a padded mask. */
export function buildRandomCase({ inputs }: BenchModel, seed: number): ReadonlyMap<string, Tensor> {
  const next = createRandom('bench', seed)
  return new Map(inputs.map((input) => [input.name, randomTensor(input, next)]))
}

function randomTensor(input: BenchInput, next: () => number): Tensor {
  const { dims, dtype, vocabulary } = input
  const length = elementCount(dims)
  if (dtype === 'float32')
    return { dtype, dims, values: dims.length > 1 ? randomMap(dims, next) : noise(length, next) }
  const shown = Math.ceil(0.8 * length)
  const values = BigInt64Array.from({ length }, (_, index) => {
    if (vocabulary === undefined) return index < shown ? 1n : 0n
    return BigInt(Math.floor(vocabulary * next()))
  })
  return { dtype, dims, values }
}

/** Uniform values of mean 0 and variance 1. */
function noise(length: number, next: () => number): Float32Array {
  return Float32Array.from({ length }, () => Math.sqrt(12) * (next() - 0.5))
}

/** A sum of one plane wave per axis and noise: unlike noise alone, it survives the means of a network. */
function randomMap([channels = 1, ...axes]: readonly number[], next: () => number): Float32Array {
  const size = elementCount(axes)
  const values = noise(channels * size, next)
  for (let channel = 0; channel < channels; channel += 1) {
    addWaves(values.subarray(channel * size, (channel + 1) * size), axes, next)
  }
  return values
}

function addWaves(values: Float32Array, axes: readonly number[], next: () => number): void {
  let inner = 1
  for (const length of axes.toReversed()) {
    const phase = 2 * Math.PI * next()
    const turns = (2 * Math.PI * (1 + 3 * next())) / length
    const height = 2 * next()
    for (const [index, value] of values.entries()) {
      const position = Math.floor(index / inner) % length
      values[index] = value + height * Math.sin(phase + turns * position)
    }
    inner *= length
  }
}
