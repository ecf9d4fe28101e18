/** Benchmark: EfficientNet-B0 (Tan and Le 2019) and seven attributes. */
import type { BenchModel, BenchOptions } from './bench-model'
import { addConv } from './layers/conv'
import type { FeatureMap, FeatureRow } from './layers/feature-map'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addInvertedResidual } from './layers/inverted-residual'
import { addGlobalPool } from './layers/pool'
import { addMapInput, attributes, imageModality } from './modalities'
import { createNet, type Net } from './net'

interface Stage {
  readonly expansion: number
  readonly kernel: number
  readonly stride: number
  readonly out: number
  readonly blocks: number
}

/** Table 1 of the paper. */
const full: readonly Stage[] = [
  { expansion: 1, kernel: 3, stride: 1, out: 16, blocks: 1 },
  { expansion: 6, kernel: 3, stride: 2, out: 24, blocks: 2 },
  { expansion: 6, kernel: 5, stride: 2, out: 40, blocks: 2 },
  { expansion: 6, kernel: 3, stride: 2, out: 80, blocks: 3 },
  { expansion: 6, kernel: 5, stride: 1, out: 112, blocks: 3 },
  { expansion: 6, kernel: 5, stride: 2, out: 192, blocks: 4 },
  { expansion: 6, kernel: 3, stride: 1, out: 320, blocks: 1 },
]
const tiny: readonly Stage[] = [
  { expansion: 1, kernel: 3, stride: 1, out: 8, blocks: 1 },
  { expansion: 2, kernel: 5, stride: 2, out: 8, blocks: 2 },
]

/** Builds EfficientNet-B0 on 3 x 224 x 224 in 32 x 32 patches: depthwise convolutions, squeeze-excite in every block, SiLU. */
export function buildEfficientNetB0(options: BenchOptions): BenchModel {
  const isTiny = options.size === 'tiny'
  const side = isTiny ? 32 : 224
  const patch = isTiny ? 8 : 32
  const net = createNet(options)
  const image = addMapInput(net, 'image', [3, side, side])
  const features = addEfficientNet(net, image, isTiny)
  const output = addClasses(net, [features, addAttributeFeatures(net, 7)], options.activation)
  return net.finish('efficientnet-b0', output, [imageModality('image', [patch, patch]), attributes])
}

function addEfficientNet(net: Net, image: FeatureMap, isTiny: boolean): FeatureRow {
  let map = addConv(net, image, { out: isTiny ? 8 : 32, kernel: 3, stride: 2, activation: 'silu' })
  for (const stage of isTiny ? tiny : full) map = addStage(net, map, stage)
  const last = addConv(net, map, { out: 4 * map.channels, kernel: 1, activation: 'silu' })
  return addGlobalPool(net, last)
}

function addStage(
  net: Net,
  input: FeatureMap,
  { expansion, kernel, stride, out, blocks }: Stage,
): FeatureMap {
  let map = input
  for (let block = 0; block < blocks; block += 1) {
    map = addInvertedResidual(net, map, {
      kernel,
      expanded: map.channels * expansion,
      out,
      stride: block === 0 ? stride : 1,
      activation: 'silu',
      squeezeExcite: { squeezed: Math.max(1, Math.floor(map.channels / 4)), inner: 'silu', gate: 'sigmoid' },
    })
  }
  return map
}
