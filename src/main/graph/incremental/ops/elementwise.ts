/** Operators that look at one value at a time: they run on rows as they are. */
import { create } from '@bufbuild/protobuf'
import { NodeProtoSchema } from '../../onnx_pb'
import { rowsOf } from '../map-tensor'
import type { PlanStep } from '../step'

/** ONNX operators whose output at a position depends on their input there, and on constants that are the same everywhere. */
export const elementwiseOperators = [
  'Abs',
  'Celu',
  'Clip',
  'Elu',
  'Erf',
  'Exp',
  'Gelu',
  'HardSigmoid',
  'HardSwish',
  'Identity',
  'LeakyRelu',
  'Mish',
  'Neg',
  'Reciprocal',
  'Relu',
  'Selu',
  'Sigmoid',
  'Softplus',
  'Softsign',
  'Sqrt',
  'Swish',
  'Tanh',
  'ThresholdedRelu',
  'Dropout',
] as const

/** Plans an operator of that list; its further inputs (the limits of Clip) must be constants. */
export const planElementwise: PlanStep = (original, { index, fresh }) => {
  const [input = '', ...others] = original.input
  const map = fresh(input)
  const outputs = original.output.filter((name) => name !== '')
  if (map === undefined || outputs.length !== 1) return null
  if (!others.every((name) => name === '' || index.constantTensors.has(name))) return null
  const output = { ...map, name: outputs[0] ?? '' }
  const onRows = create(NodeProtoSchema, {
    ...original,
    input: [rowsOf(map), ...others],
    output: [rowsOf(output)],
  })
  return { node: original, output, indices: [], emission: { nodes: [onRows] } }
}
