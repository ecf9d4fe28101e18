/** Benchmark C: ViT-S/16 (Dosovitskiy et al. 2021) and seven attributes. */
import type { BenchModel, BenchOptions } from './bench-model'
import type { AttentionOptions } from './layers/attention'
import type { FeatureMap, FeatureRow } from './layers/feature-map'
import { addAttributeFeatures, addClasses } from './layers/fusion'
import { addLayerNorm } from './layers/layer-norm'
import { addPatchEmbedding } from './layers/patch-embedding'
import { addTransformerBlock } from './layers/transformer-block'
import { addMapInput, attributes, imageModality } from './modalities'
import { createNet, type Net } from './net'

export interface VitOptions extends BenchOptions {
  /** Default fused. */
  readonly projection?: AttentionOptions['projection']
  /** Whether the last normalisation sees the class token only (default) or all tokens before the token is taken. */
  readonly lastNorm?: 'token' | 'sequence'
}

interface VitShape {
  readonly side: number
  /** Side of the patches of the model; those of the occlusion are twice as wide. */
  readonly patch: number
  readonly width: number
  readonly depth: number
  readonly heads: number
}

const full: VitShape = { side: 224, patch: 16, width: 384, depth: 12, heads: 6 }
const tiny: VitShape = { side: 32, patch: 8, width: 16, depth: 2, heads: 2 }

/** Builds ViT-S/16 on 3 x 224 x 224 in 32 x 32 patches. */
export function buildVitSmall(options: VitOptions): BenchModel {
  const shape = options.size === 'tiny' ? tiny : full
  const net = createNet(options)
  const image = addMapInput(net, 'image', [3, shape.side, shape.side])
  const features = addVit(net, image, shape, options)
  const output = addClasses(net, [features, addAttributeFeatures(net, 7)], options.activation)
  const part = [2 * shape.patch, 2 * shape.patch]
  return net.finish('vit-small', output, [imageModality('image', part), attributes])
}

function addVit(
  net: Net,
  image: FeatureMap,
  { side, patch, width, depth, heads }: VitShape,
  { projection = 'fused', lastNorm = 'token' }: VitOptions,
): FeatureRow {
  const patchCount = (side / patch) ** 2
  let sequence = addPatchEmbedding(net, image, { width, patch, patchCount })
  const block = { width, heads, length: patchCount + 1, projection, mask: null, norm: 'before' } as const
  for (let layer = 0; layer < depth; layer += 1) sequence = addTransformerBlock(net, sequence, block)
  if (lastNorm === 'sequence') sequence = addLayerNorm(net, sequence, width)
  const token = net.add('Gather', [sequence, net.ints([0], [])], { axis: 1 })
  return { name: lastNorm === 'token' ? addLayerNorm(net, token, width) : token, width }
}
