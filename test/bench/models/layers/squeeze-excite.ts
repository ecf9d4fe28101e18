/** Benchmark: squeeze and excitation (Hu et al. 2018), where the locality of a map ends. */
import type { Net } from '../net'
import type { Activation } from './activation'
import { addConv } from './conv'
import type { FeatureMap } from './feature-map'

export interface SqueezeExciteOptions {
  readonly squeezed: number
  readonly inner: Activation
  readonly gate: Activation
}

/** Adds GlobalAveragePool -> Conv -> inner -> Conv -> gate and multiplies the map with it. */
export function addSqueezeExcite(net: Net, map: FeatureMap, options: SqueezeExciteOptions): FeatureMap {
  const { squeezed, inner, gate } = options
  const pooled = { ...map, name: net.add('GlobalAveragePool', [map.name]) }
  const low = addConv(net, pooled, { out: squeezed, kernel: 1, activation: inner, batchNorm: false })
  // Weak weights keep the gates away from their ends, where they would not answer to the map.
  const last = { out: map.channels, kernel: 1, activation: gate, batchNorm: false, gain: 0.5 }
  const scale = addConv(net, low, last)
  return { ...map, name: net.add('Mul', [scale.name, map.name]) }
}
