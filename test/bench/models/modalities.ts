/** Benchmark: the modalities that several models share. */
import type { BenchModality } from './bench-model'
import type { FeatureMap } from './layers/feature-map'
import type { Net } from './net'

export const attributes: BenchModality = {
  name: 'attributes',
  kind: 'tabular',
  input: 'attributes',
  part: null,
}

/** Adds an image or volume input [channels, ...axes] and returns it as a map. */
export function addMapInput(net: Net, name: string, [channels = 1, ...axes]: readonly number[]): FeatureMap {
  net.input({ name, dtype: 'float32', dims: [channels, ...axes] })
  return { name, channels, rank: axes.length }
}

/** Describes an image by its input and the size of its patches [height, width] in pixels. */
export function imageModality(input: string, part: readonly number[]): BenchModality {
  return { name: input, kind: 'image', input, part }
}
