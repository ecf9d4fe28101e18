/** Benchmark: multi-head self-attention in the two ways that exported models write it. */
import type { Net } from '../net'
import { addLinear } from './linear'
import { addReshape } from './shape'

export interface AttentionOptions {
  readonly width: number
  readonly heads: number
  /** Length of the sequence; fixed in the graph, only the batch is free. */
  readonly length: number
  /** `separate`: three projections, scores divided (transformers). `fused`: one projection cut in three, queries multiplied (timm). */
  readonly projection: 'separate' | 'fused'
  /** Name of a tensor [batch, 1, 1, length] added to the scores; null without. */
  readonly mask: string | null
}

/** Adds self-attention of a sequence [batch, length, width], the last projection included. */
export function addAttention(net: Net, input: string, options: AttentionOptions): string {
  const { width, length, projection } = options
  const { scores, values } =
    projection === 'fused' ? addFused(net, input, options) : addSeparate(net, input, options)
  const masked = options.mask === null ? scores : net.add('Add', [scores, options.mask])
  const shares = net.add('Softmax', [masked], { axis: -1 })
  const heads = net.add('MatMul', [shares, values])
  const joined = addReshape(net, net.add('Transpose', [heads], { perm: [0, 2, 1, 3] }), [length, width])
  return addLinear(net, joined, [width, width])
}

interface Scored {
  /** [batch, heads, length, length]. */
  readonly scores: string
  /** [batch, heads, length, width of a head]. */
  readonly values: string
}

function addSeparate(net: Net, input: string, { width, heads, length }: AttentionOptions): Scored {
  const depth = width / heads
  const project = (perm: readonly number[]) => {
    const line = addReshape(net, addLinear(net, input, [width, width]), [length, heads, depth])
    return net.add('Transpose', [line], { perm })
  }
  const queries = project([0, 2, 1, 3])
  const keys = project([0, 2, 3, 1])
  const values = project([0, 2, 1, 3])
  const products = net.add('MatMul', [queries, keys])
  return { scores: net.add('Div', [products, net.float(Math.sqrt(depth))]), values }
}

function addFused(net: Net, input: string, { width, heads, length }: AttentionOptions): Scored {
  const depth = width / heads
  const line = addReshape(net, addLinear(net, input, [width, 3 * width]), [length, 3, heads, depth])
  const turned = net.add('Transpose', [line], { perm: [2, 0, 3, 1, 4] })
  const pieces = net.addSeveral('Split', [turned, net.ints([1, 1, 1])], 3, { axis: 0 })
  const [queries = '', keys = '', values = ''] = pieces.map((piece) =>
    net.add('Squeeze', [piece, net.ints([0])]),
  )
  const scaled = net.add('Mul', [queries, net.float(1 / Math.sqrt(depth))])
  const turnedKeys = net.add('Transpose', [keys], { perm: [0, 1, 3, 2] })
  return { scores: net.add('MatMul', [scaled, turnedKeys]), values }
}
