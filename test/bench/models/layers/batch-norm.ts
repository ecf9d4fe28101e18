/** Benchmark: a BatchNormalization node in evaluation mode. */
import type { Net } from '../net'
import type { FeatureMap } from './feature-map'

/** Adds batch normalisation with running statistics near those of a standard normal map. */
export function addBatchNorm(net: Net, map: FeatureMap): FeatureMap {
  const { name, channels } = map
  const scale = net.between(channels, 0.8, 1.2)
  const shift = net.between(channels, -0.2, 0.2)
  const mean = net.between(channels, -0.2, 0.2)
  const variance = net.between(channels, 0.8, 1.2)
  const attributes = { epsilon: 1e-5, momentum: 0.9, training_mode: 0 }
  const normal = net.add('BatchNormalization', [name, scale, shift, mean, variance], attributes)
  return { ...map, name: normal }
}
