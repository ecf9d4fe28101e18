/** Benchmark: pooling, over windows and over all positions. */
import type { Net } from '../net'
import type { FeatureMap, FeatureRow } from './feature-map'

export interface PoolOptions {
  readonly kernel: number
  readonly stride: number
  readonly pad: number
}

/** Adds a max pooling over windows of the same length along every axis. */
export function addMaxPool(net: Net, map: FeatureMap, { kernel, stride, pad }: PoolOptions): FeatureMap {
  const axes = Array.from({ length: map.rank }, () => kernel)
  const name = net.add('MaxPool', [map.name], {
    ceil_mode: 0,
    dilations: axes.map(() => 1),
    kernel_shape: axes,
    pads: [...axes, ...axes].map(() => pad),
    strides: axes.map(() => stride),
  })
  return { ...map, name }
}

/** Adds an average pooling over windows of the same length along every axis. */
export function addAveragePool(net: Net, map: FeatureMap, { kernel, stride, pad }: PoolOptions): FeatureMap {
  const axes = Array.from({ length: map.rank }, () => kernel)
  const name = net.add('AveragePool', [map.name], {
    ceil_mode: 0,
    count_include_pad: 1,
    kernel_shape: axes,
    pads: [...axes, ...axes].map(() => pad),
    strides: axes.map(() => stride),
  })
  return { ...map, name }
}

/** Adds GlobalAveragePool -> Flatten: a map to one row [batch, channels]. */
export function addGlobalPool(net: Net, { name, channels }: FeatureMap): FeatureRow {
  const pooled = net.add('GlobalAveragePool', [name])
  return { name: net.add('Flatten', [pooled], { axis: 1 }), width: channels }
}
