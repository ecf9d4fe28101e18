/** Benchmark: DenseNet-121 and seven attributes. */
import type { BenchModel, BenchOptions } from './bench-model'
import { addConv } from './layers/conv'
import { addDenseBlock, addNormRelu, addTransition } from './layers/dense-block'
import type { FeatureMap, FeatureRow } from './layers/feature-map'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addGlobalPool, addMaxPool } from './layers/pool'
import { addMapInput, attributes, imageModality } from './modalities'
import { createNet, type Net } from './net'

interface DenseNetShape {
  readonly side: number
  readonly patch: number
  readonly stem: number
  readonly growth: number
  readonly blocks: readonly number[]
}

const full: DenseNetShape = { side: 224, patch: 32, stem: 64, growth: 32, blocks: [6, 12, 24, 16] }
const tiny: DenseNetShape = { side: 32, patch: 8, stem: 8, growth: 4, blocks: [2, 2, 2] }

/** Builds DenseNet-121 on 3 x 224 x 224 in 32 x 32 patches. Normalisations before a convolution stay nodes even when folding. */
export function buildDenseNet121(options: BenchOptions): BenchModel {
  const shape = options.size === 'tiny' ? tiny : full
  const net = createNet(options)
  const image = addMapInput(net, 'image', [3, shape.side, shape.side])
  const features = addDenseNet(net, image, shape)
  const output = addClasses(net, [features, addAttributeFeatures(net, 7)], options.activation)
  return net.finish('densenet-121', output, [imageModality('image', [shape.patch, shape.patch]), attributes])
}

function addDenseNet(net: Net, image: FeatureMap, { stem, growth, blocks }: DenseNetShape): FeatureRow {
  const first = addConv(net, image, { out: stem, kernel: 7, stride: 2 })
  let map = addMaxPool(net, first, { kernel: 3, stride: 2, pad: 1 })
  for (const [block, layers] of blocks.entries()) {
    if (block > 0) map = addTransition(net, map)
    map = addDenseBlock(net, map, { layers, growth })
  }
  return addGlobalPool(net, addNormRelu(net, map))
}
