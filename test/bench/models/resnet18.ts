/** Benchmark B and B2: ResNet-18 and seven attributes; the large image is the BRSET setting of the paper. */
import type { BenchModel, BenchOptions } from './bench-model'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addResNet, resNet18, tinyResNet } from './layers/resnet'
import { addMapInput, attributes, imageModality } from './modalities'
import { createNet } from './net'

/** Builds ResNet-18 on 3 x 224 x 224 in 32 x 32 patches. */
export function buildResNet18(options: BenchOptions): BenchModel {
  const isTiny = options.size === 'tiny'
  return build('resnet-18', options, isTiny ? [3, 32, 32] : [3, 224, 224], isTiny ? [8, 8] : [32, 32])
}

/** Builds ResNet-18 on 3 x 960 x 1120 in 64 x 70 patches. */
export function buildResNet18Large(options: BenchOptions): BenchModel {
  const isTiny = options.size === 'tiny'
  return build('resnet-18-large', options, isTiny ? [3, 48, 56] : [3, 960, 1120], isTiny ? [8, 14] : [64, 70])
}

function build(
  name: string,
  options: BenchOptions,
  dims: readonly number[],
  patch: readonly number[],
): BenchModel {
  const net = createNet(options)
  const image = addMapInput(net, 'image', dims)
  const features = addResNet(net, image, options.size === 'tiny' ? tinyResNet : resNet18)
  const output = addClasses(net, [features, addAttributeFeatures(net, 7)], options.activation)
  return net.finish(name, output, [imageModality('image', patch), attributes])
}
