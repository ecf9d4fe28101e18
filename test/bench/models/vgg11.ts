/** Benchmark: VGG-11 (Simonyan and Zisserman 2015) and seven attributes. */
import type { BenchModel, BenchOptions } from './bench-model'
import { addConv } from './layers/conv'
import type { FeatureMap, FeatureRow } from './layers/feature-map'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addGemm } from './layers/linear'
import { addAveragePool, addMaxPool } from './layers/pool'
import { addMapInput, attributes, imageModality } from './modalities'
import { createNet, type Net } from './net'

interface VggShape {
  readonly side: number
  readonly patch: number
  /** Channels of the convolutions between two poolings. */
  readonly stages: readonly (readonly number[])[]
  readonly hidden: number
}

const full: VggShape = {
  side: 224,
  patch: 32,
  stages: [[64], [128], [256, 256], [512, 512], [512, 512]],
  hidden: 4096,
}
const tiny: VggShape = { side: 64, patch: 16, stages: [[8], [8], [8, 8], [16, 16], [16, 16]], hidden: 32 }

/** Builds VGG-11 on 3 x 224 x 224 in 32 x 32 patches: the map is flattened, not averaged (128 million weights at full size). */
export function buildVgg11(options: BenchOptions): BenchModel {
  const shape = options.size === 'tiny' ? tiny : full
  const net = createNet(options)
  const image = addMapInput(net, 'image', [3, shape.side, shape.side])
  const features = addVgg(net, image, shape)
  const output = addClasses(net, [features, addAttributeFeatures(net, 7)], options.activation)
  return net.finish('vgg-11', output, [imageModality('image', [shape.patch, shape.patch]), attributes])
}

/** Flatten and two of the three Gemm; the third is that of the classes. */
function addVgg(net: Net, image: FeatureMap, { side, stages, hidden }: VggShape): FeatureRow {
  let map = image
  for (const width of stages.flatMap((widths) => [...widths, 'pool' as const])) {
    map =
      width === 'pool'
        ? addMaxPool(net, map, { kernel: 2, stride: 2, pad: 0 })
        : addConv(net, map, { out: width, kernel: 3 })
  }
  // At 224 the adaptive mean to 7 x 7 changes nothing, and the exporter still writes it.
  const averaged = addAveragePool(net, map, { kernel: 1, stride: 1, pad: 0 })
  const name = net.add('Flatten', [averaged.name], { axis: 1 })
  const width = map.channels * (side / 2 ** stages.length) ** 2
  // Without the gain of Relu the classes stay undecided: a saturated softmax would hide differences.
  const first = addGemm(net, { name, width }, hidden, 'relu', 1)
  return addGemm(net, first, hidden, 'relu', 1)
}
