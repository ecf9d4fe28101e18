/** Benchmark: the layers of DenseNet (Huang et al. 2017, bottleneck and compression). */
import type { Net } from '../net'
import { addBatchNorm } from './batch-norm'
import { addConv } from './conv'
import type { FeatureMap } from './feature-map'
import { addAveragePool } from './pool'

export interface DenseOptions {
  readonly layers: number
  /** Channels that each layer adds. */
  readonly growth: number
}

/** Adds layers that each read all maps before them; their first normalisation follows a Concat, so the exporter cannot fold it. */
export function addDenseBlock(net: Net, input: FeatureMap, { layers, growth }: DenseOptions): FeatureMap {
  const maps: [FeatureMap, ...FeatureMap[]] = [input]
  for (let layer = 0; layer < layers; layer += 1) maps.push(addDenseLayer(net, maps, growth))
  return concatChannels(net, maps)
}

/** Adds BatchNormalization, Relu, a 1-wide convolution to half the channels and a mean over 2-wide windows. */
export function addTransition(net: Net, map: FeatureMap): FeatureMap {
  const halved = addPlainConv(net, addNormRelu(net, map), map.channels / 2, 1)
  return addAveragePool(net, halved, { kernel: 2, stride: 2, pad: 0 })
}

/** Adds BatchNormalization -> Relu. */
export function addNormRelu(net: Net, map: FeatureMap): FeatureMap {
  const normal = addBatchNorm(net, map)
  return { ...normal, name: net.add('Relu', [normal.name]) }
}

/** Joins maps of the same size along the channels; a single map too, as the exporter does. */
export function concatChannels(net: Net, maps: readonly [FeatureMap, ...FeatureMap[]]): FeatureMap {
  const names = maps.map(({ name }) => name)
  const channels = maps.map((map) => map.channels).reduce((sum, count) => sum + count)
  return { ...maps[0], name: net.add('Concat', names, { axis: 1 }), channels }
}

function addDenseLayer(net: Net, maps: readonly [FeatureMap, ...FeatureMap[]], growth: number): FeatureMap {
  const active = addNormRelu(net, concatChannels(net, maps))
  const narrow = addConv(net, active, { out: 4 * growth, kernel: 1 })
  return addPlainConv(net, narrow, growth, 3)
}

/** A convolution without bias or normalisation of its own. */
function addPlainConv(net: Net, map: FeatureMap, out: number, kernel: number): FeatureMap {
  return addConv(net, map, { out, kernel, activation: 'none', batchNorm: false, gain: Math.SQRT2 })
}
