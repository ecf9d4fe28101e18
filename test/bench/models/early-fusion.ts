/** Benchmark E: modalities joined as channels before the first layer, so that nothing can be split off. */
import type { BenchModel, BenchOptions } from './bench-model'
import { concatChannels } from './layers/dense-block'
import type { FeatureMap } from './layers/feature-map'
import { addClasses } from './layers/fusion'
import { addResNet, resNet18, tinyResNet } from './layers/resnet'
import { addExpand } from './layers/shape'
import { addMapInput, attributes, imageModality } from './modalities'
import { createNet, type Net } from './net'

/** Builds ResNet-18 on an image whose seven attributes are constant maps beside its channels. */
export function buildEarlyFusionAttributes(options: BenchOptions): BenchModel {
  const { side, patch } = geometry(options)
  const net = createNet(options)
  const image = addMapInput(net, 'image', [3, side, side])
  const maps = addConstantMaps(net, image, 7, side)
  const output = addBody(net, [image, maps], options)
  return net.finish('early-fusion-attributes', output, [imageModality('image', [patch, patch]), attributes])
}

/** Builds ResNet-18 on two images joined as six channels. */
export function buildEarlyFusionImages(options: BenchOptions): BenchModel {
  const { side, patch } = geometry(options)
  const net = createNet(options)
  const first = addMapInput(net, 'first_image', [3, side, side])
  const second = addMapInput(net, 'second_image', [3, side, side])
  const output = addBody(net, [first, second], options)
  const modalities = [first, second].map(({ name }) => imageModality(name, [patch, patch]))
  return net.finish('early-fusion-images', output, modalities)
}

function geometry({ size }: BenchOptions): { readonly side: number; readonly patch: number } {
  return size === 'tiny' ? { side: 32, patch: 8 } : { side: 224, patch: 32 }
}

/** Attributes [batch, count] -> [batch, count, side, side]. */
function addConstantMaps(net: Net, image: FeatureMap, count: number, side: number): FeatureMap {
  const input = net.input({ name: 'attributes', dtype: 'float32', dims: [count] })
  const column = net.add('Unsqueeze', [input, net.ints([2])])
  const cell = net.add('Unsqueeze', [column, net.ints([3])])
  return { ...image, name: addExpand(net, cell, image.name, [-1, side, side]), channels: count }
}

function addBody(net: Net, maps: readonly [FeatureMap, FeatureMap], options: BenchOptions): string {
  const shape = options.size === 'tiny' ? tinyResNet : resNet18
  return addClasses(net, [addResNet(net, concatChannels(net, maps), shape)], options.activation)
}
