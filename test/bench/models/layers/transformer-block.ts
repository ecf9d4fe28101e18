/** Benchmark: one layer of a transformer encoder. */
import type { Net } from '../net'
import { addActivation } from './activation'
import { addAttention, type AttentionOptions } from './attention'
import { addLayerNorm } from './layer-norm'
import { addLinear } from './linear'

export interface TransformerBlock extends AttentionOptions {
  /** Normalisation before each half (ViT) or after its residual sum (BERT). */
  readonly norm: 'before' | 'after'
}

/** Adds attention and a two-layer perceptron four times as wide, each with a residual sum: [batch, length, width]. */
export function addTransformerBlock(net: Net, input: string, block: TransformerBlock): string {
  const { width, norm } = block
  if (norm === 'after') {
    const attended = net.add('Add', [addAttention(net, input, block), input])
    const middle = addLayerNorm(net, attended, width)
    return addLayerNorm(net, net.add('Add', [addPerceptron(net, middle, width), middle]), width)
  }
  const attended = addAttention(net, addLayerNorm(net, input, width), block)
  const middle = net.add('Add', [input, attended])
  return net.add('Add', [middle, addPerceptron(net, addLayerNorm(net, middle, width), width)])
}

function addPerceptron(net: Net, input: string, width: number): string {
  const hidden = addActivation(net, addLinear(net, input, [width, 4 * width]), 'gelu')
  return addLinear(net, hidden, [4 * width, width])
}
