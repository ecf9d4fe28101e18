/** Batch normalisation that was not folded into its convolution. */
import { floatInitializer, node } from '../../build-model'
import { floatOf, intOf } from '../../attributes'
import { rowsOf } from '../map-tensor'
import type { PlanStep } from '../step'

/**
 * Plans a BatchNormalization in inference: one factor and one shift per channel, which onnxruntime computes once when the model
 * is loaded. Source: ONNX operator BatchNormalization. Limits: statistics must be constants, one per
 * channel (`spatial` of operator set 7), and not those of the batch (`training_mode`).
 */
export const planBatchNormalization: PlanStep = (original, { index, fresh }) => {
  const [input = '', scale = '', shift = '', mean = '', variance = ''] = original.input
  const map = fresh(input)
  const outputs = original.output.filter((name) => name !== '')
  const isPerChannel = intOf(original, 'spatial', 1) === 1 && intOf(original, 'training_mode', 0) === 0
  if (map === undefined || outputs.length !== 1 || !isPerChannel) return null
  if (![scale, shift, mean, variance].every((name) => index.constantTensors.has(name))) return null
  const output = { ...map, name: outputs[0] ?? '' }
  const at = (label: string): string => `${output.name}::${label}`
  return {
    node: original,
    output,
    indices: [],
    emission: {
      nodes: [
        node('Add', [variance, at('epsilon')], [at('variance')]),
        node('Sqrt', [at('variance')], [at('deviation')]),
        node('Div', [scale, at('deviation')], [at('factor')]),
        node('Mul', [mean, at('factor')], [at('moved-mean')]),
        node('Sub', [shift, at('moved-mean')], [at('shift')]),
        node('Mul', [rowsOf(map), at('factor')], [at('scaled')]),
        node('Add', [at('scaled'), at('shift')], [rowsOf(output)]),
      ],
      initializers: [floatInitializer(at('epsilon'), [1], [floatOf(original, 'epsilon', 1e-5)])],
    },
  }
}
