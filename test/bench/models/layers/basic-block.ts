/** Benchmark: the residual block of ResNet-18 and of the 3-D ResNet-10 (He et al. 2016). */
import type { Net } from '../net'
import { addConv } from './conv'
import type { FeatureMap } from './feature-map'

/** Adds two 3-wide convolutions and the shortcut, a 1-wide convolution where size or channels change. */
export function addBasicBlock(net: Net, map: FeatureMap, out: number, stride: number): FeatureMap {
  const first = addConv(net, map, { out, kernel: 3, stride })
  // The branch is weaker than the shortcut, so that a deep stack of random blocks keeps its scale.
  const second = addConv(net, first, { out, kernel: 3, activation: 'none', gain: 0.6 })
  const isSame = stride === 1 && map.channels === out
  const shortcut = isSame ? map : addConv(net, map, { out, kernel: 1, stride, activation: 'none' })
  const sum = net.add('Add', [second.name, shortcut.name])
  return { ...second, name: net.add('Relu', [sum]) }
}
