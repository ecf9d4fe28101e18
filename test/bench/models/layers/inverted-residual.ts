/** Benchmark: the inverted residual of MobileNet and EfficientNet. */
import type { Net } from '../net'
import type { Activation } from './activation'
import { addConv } from './conv'
import type { FeatureMap } from './feature-map'
import { addSqueezeExcite, type SqueezeExciteOptions } from './squeeze-excite'

export interface InvertedResidual {
  readonly kernel: number
  readonly expanded: number
  readonly out: number
  readonly stride: number
  readonly activation: Activation
  /** Null where the block has none. */
  readonly squeezeExcite: SqueezeExciteOptions | null
}

/** Adds expansion (unless it changes nothing), depthwise convolution, squeeze-excite, projection and the shortcut where sizes agree. */
export function addInvertedResidual(net: Net, map: FeatureMap, block: InvertedResidual): FeatureMap {
  const { kernel, expanded, out, stride, activation, squeezeExcite } = block
  const wide = expanded === map.channels ? map : addConv(net, map, { out: expanded, kernel: 1, activation })
  const deep = addConv(net, wide, { out: expanded, kernel, stride, group: expanded, activation })
  const gated = squeezeExcite === null ? deep : addSqueezeExcite(net, deep, squeezeExcite)
  const hasShortcut = stride === 1 && map.channels === out
  // Gates weaken the map, shortcuts add up: these factors keep the scale of a deep stack of random blocks.
  const gain = (squeezeExcite === null ? 1 : 1.8) * (hasShortcut ? 0.6 : 1)
  const projected = addConv(net, gated, { out, kernel: 1, activation: 'none', gain })
  if (!hasShortcut) return projected
  return { ...projected, name: net.add('Add', [projected.name, map.name]) }
}
