/** Benchmark of memory: 3-D ResNet-18 on a large volume and nine attributes. */
import type { BenchModel, BenchOptions } from './bench-model'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addResNet, resNet18 } from './layers/resnet'
import { addMapInput, attributes } from './modalities'
import { createNet } from './net'

/** Builds the 3-D ResNet-18 on 1 x 160 x 128 x 128 in 16-wide blocks. */
export function buildResNet3d18(options: BenchOptions): BenchModel {
  const net = createNet(options)
  const volume = addMapInput(net, 'volume', [1, 160, 128, 128])
  const features = addResNet(net, volume, resNet18)
  const output = addClasses(net, [features, addAttributeFeatures(net, 9)], options.activation)
  const part = [16, 16, 16]
  return net.finish('resnet3d-18', output, [
    { name: 'volume', kind: 'volume', input: 'volume', part },
    attributes,
  ])
}
