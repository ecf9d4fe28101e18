/** Benchmark: linear layers, as Gemm on rows and as MatMul and Add on sequences. */
import type { Net } from '../net'
import { addActivation, gains, type Activation } from './activation'
import type { FeatureRow } from './feature-map'

/** Adds a linear layer on a row: Gemm with weights [out, in], then the activation (default none); `gain` is a factor on the scaled weights. */
export function addGemm(
  net: Net,
  { name, width }: FeatureRow,
  out: number,
  activation: Activation = 'none',
  gain = gains[activation],
): FeatureRow {
  const weight = net.weights([out, width], gain / Math.sqrt(width))
  const bias = net.between(out, -0.2, 0.2)
  const line = net.add('Gemm', [name, weight, bias], { alpha: { float: 1 }, beta: { float: 1 }, transB: 1 })
  return { name: addActivation(net, line, activation), width: out }
}

/** Adds a linear layer on the last axis of a sequence [batch, length, in]: MatMul, then Add with the bias first. */
export function addLinear(
  net: Net,
  input: string,
  [width, out]: readonly [number, number],
  gain = 1,
): string {
  const line = net.add('MatMul', [input, net.weights([width, out], gain / Math.sqrt(width))])
  return net.add('Add', [net.between(out, -0.1, 0.1), line])
}
