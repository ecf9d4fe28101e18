/** Benchmark: MobileNetV3-large (Howard et al. 2019) and seven attributes. */
import type { BenchModel, BenchOptions } from './bench-model'
import type { Activation } from './layers/activation'
import { addConv } from './layers/conv'
import type { FeatureMap, FeatureRow } from './layers/feature-map'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addInvertedResidual } from './layers/inverted-residual'
import { addGemm } from './layers/linear'
import { addGlobalPool } from './layers/pool'
import { addMapInput, attributes, imageModality } from './modalities'
import { createNet, type Net } from './net'

/** Kernel, expanded channels, channels, squeeze-excite, activation, stride. */
type Row = readonly [number, number, number, boolean, Activation, number]

/** Table 1 of the paper. */
const full: readonly Row[] = [
  [3, 16, 16, false, 'relu', 1],
  [3, 64, 24, false, 'relu', 2],
  [3, 72, 24, false, 'relu', 1],
  [5, 72, 40, true, 'relu', 2],
  [5, 120, 40, true, 'relu', 1],
  [5, 120, 40, true, 'relu', 1],
  [3, 240, 80, false, 'hard-swish', 2],
  [3, 200, 80, false, 'hard-swish', 1],
  [3, 184, 80, false, 'hard-swish', 1],
  [3, 184, 80, false, 'hard-swish', 1],
  [3, 480, 112, true, 'hard-swish', 1],
  [3, 672, 112, true, 'hard-swish', 1],
  [5, 672, 160, true, 'hard-swish', 2],
  [5, 960, 160, true, 'hard-swish', 1],
  [5, 960, 160, true, 'hard-swish', 1],
]
const tiny: readonly Row[] = [
  [3, 8, 8, false, 'relu', 1],
  [5, 16, 8, true, 'relu', 2],
  [5, 16, 8, true, 'hard-swish', 1],
]

/** Builds MobileNetV3-large on 3 x 224 x 224 in 32 x 32 patches: some blocks with squeeze-excite and some without. */
export function buildMobileNetV3Large(options: BenchOptions): BenchModel {
  const isTiny = options.size === 'tiny'
  const side = isTiny ? 32 : 224
  const patch = isTiny ? 8 : 32
  const net = createNet(options)
  const image = addMapInput(net, 'image', [3, side, side])
  const features = addMobileNet(net, image, isTiny)
  const output = addClasses(net, [features, addAttributeFeatures(net, 7)], options.activation)
  return net.finish('mobilenet-v3-large', output, [imageModality('image', [patch, patch]), attributes])
}

function addMobileNet(net: Net, image: FeatureMap, isTiny: boolean): FeatureRow {
  let map = addConv(net, image, { out: isTiny ? 8 : 16, kernel: 3, stride: 2, activation: 'hard-swish' })
  for (const [kernel, expanded, out, hasGate, activation, stride] of isTiny ? tiny : full) {
    const squeezeExcite = hasGate
      ? { squeezed: squeezedChannels(expanded), inner: 'relu' as const, gate: 'hard-sigmoid' as const }
      : null
    map = addInvertedResidual(net, map, { kernel, expanded, out, stride, activation, squeezeExcite })
  }
  const last = addConv(net, map, { out: 6 * map.channels, kernel: 1, activation: 'hard-swish' })
  return addGemm(net, addGlobalPool(net, last), isTiny ? 32 : 1280, 'hard-swish')
}

/** A quarter, rounded to a multiple of eight that is not below nine tenths of it (torchvision). */
function squeezedChannels(expanded: number): number {
  const quarter = expanded / 4
  const rounded = Math.max(8, Math.floor((quarter + 4) / 8) * 8)
  return rounded < 0.9 * quarter ? rounded + 8 : rounded
}
