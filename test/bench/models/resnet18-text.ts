/** Benchmark D: ResNet-18 and a text encoder of four layers. */
import type { BenchModel, BenchOptions } from './bench-model'
import type { AttentionOptions } from './layers/attention'
import type { FeatureRow } from './layers/feature-map'
import { addClasses } from './layers/fusion'
import { addGemm } from './layers/linear'
import { addResNet, resNet18, tinyResNet } from './layers/resnet'
import { addScoreMask, addTextEmbedding } from './layers/text-embedding'
import { addTransformerBlock } from './layers/transformer-block'
import { addMapInput, imageModality } from './modalities'
import { createNet, type Net } from './net'

export interface TextOptions extends BenchOptions {
  /** Default separate. */
  readonly projection?: AttentionOptions['projection']
  /** Whether the model has the input `attention_mask`, default false. */
  readonly attentionMask?: boolean
}

interface TextShape {
  readonly width: number
  readonly heads: number
  readonly depth: number
  readonly length: number
  readonly vocabulary: number
}

const full: TextShape = { width: 256, heads: 8, depth: 4, length: 128, vocabulary: 2000 }
const tiny: TextShape = { width: 16, heads: 2, depth: 2, length: 8, vocabulary: 40 }

/** Builds ResNet-18 on 3 x 224 x 224 in 32 x 32 patches with a text of 128 tokens (tiny: 8). */
export function buildResNet18Text(options: TextOptions): BenchModel {
  const isTiny = options.size === 'tiny'
  const side = isTiny ? 32 : 224
  const patch = isTiny ? 8 : 32
  const net = createNet(options)
  const image = addMapInput(net, 'image', [3, side, side])
  const imageFeatures = addResNet(net, image, isTiny ? tinyResNet : resNet18)
  const textFeatures = addTextEncoder(net, isTiny ? tiny : full, options)
  const output = addClasses(net, [imageFeatures, textFeatures], options.activation)
  return net.finish('resnet-18-text', output, [
    imageModality('image', [patch, patch]),
    { name: 'text', kind: 'text', input: 'input_ids', part: null },
  ])
}

function addTextEncoder(
  net: Net,
  { width, heads, depth, length, vocabulary }: TextShape,
  { projection = 'separate', attentionMask = false }: TextOptions,
): FeatureRow {
  const ids = net.input({ name: 'input_ids', dtype: 'int64', dims: [length], vocabulary })
  const mask = attentionMask
    ? addScoreMask(net, net.input({ name: 'attention_mask', dtype: 'int64', dims: [length] }))
    : null
  let sequence = addTextEmbedding(net, ids, { width, length, vocabulary })
  const block = { width, heads, length, projection, mask, norm: 'after' } as const
  for (let layer = 0; layer < depth; layer += 1) sequence = addTransformerBlock(net, sequence, block)
  const token = net.add('Gather', [sequence, net.ints([0], [])], { axis: 1 })
  const pooled = addGemm(net, { name: token, width }, width)
  return { name: net.add('Tanh', [pooled.name]), width }
}
