/** Sums and maxima over one axis, as the operator set of the model writes them. */
import { int64Initializer, node } from '../../build-model'
import type { Emission } from '../../emission'

/** First operator set in which the axes are an input instead of an attribute. */
const axesAsInput = { ReduceSum: 13, ReduceMax: 18 } as const

/** Reduces axis 1 of `from`, which goes. */
export function reduceTaps(
  operator: keyof typeof axesAsInput,
  opset: number,
  from: string,
  to: string,
): Required<Emission> {
  if (opset < axesAsInput[operator]) {
    return { nodes: [node(operator, [from], [to], { axes: [1], keepdims: 0 })], initializers: [] }
  }
  const axes = `${to}::axes`
  return {
    nodes: [node(operator, [from, axes], [to], { keepdims: 0 })],
    initializers: [int64Initializer(axes, [1], [1])],
  }
}
