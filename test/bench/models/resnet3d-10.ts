/** Benchmark A: 3-D ResNet-10 on a volume and nine attributes. */
import type { BenchModel, BenchOptions } from './bench-model'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addResNet } from './layers/resnet'
import { addMapInput, attributes } from './modalities'
import { createNet } from './net'

/** Builds the 3-D ResNet-10 on 1 x 64 x 64 x 64 in 16-wide blocks (tiny: 32-wide volume, 8-wide blocks). */
export function buildResNet3d10(options: BenchOptions): BenchModel {
  const isTiny = options.size === 'tiny'
  const side = isTiny ? 32 : 64
  const block = isTiny ? 8 : 16
  const net = createNet(options)
  const volume = addMapInput(net, 'volume', [1, side, side, side])
  const widths = isTiny ? [8, 8, 16, 16] : [64, 128, 256, 512]
  const features = addResNet(net, volume, { widths, blocks: 1 })
  const output = addClasses(net, [features, addAttributeFeatures(net, 9)], options.activation)
  const part = [block, block, block]
  return net.finish('resnet3d-10', output, [
    { name: 'volume', kind: 'volume', input: 'volume', part },
    attributes,
  ])
}
