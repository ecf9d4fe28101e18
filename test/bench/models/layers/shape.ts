/** Benchmark: the chains of shape nodes that the exporter writes where the batch is free. */
import { int64Initializer } from '../../../../src/main/graph/build-model'
import type { Net } from '../net'

/** The length of the first axis as int64 [1]: Shape -> Gather -> Unsqueeze. */
function addBatchLength(net: Net, input: string): string {
  const length = net.add('Gather', [net.add('Shape', [input]), net.ints([0], [])], { axis: 0 })
  return net.add('Unsqueeze', [length, net.ints([0])])
}

/** Reshapes to [batch, ...dims] with the batch of the input read at run time. */
export function addReshape(net: Net, input: string, dims: readonly number[]): string {
  const lengths = dims.map((length) => net.ints([length]))
  const shape = net.add('Concat', [addBatchLength(net, input), ...lengths], { axis: 0 })
  return net.add('Reshape', [input, shape], { allowzero: 0 })
}

/**
 * Repeats along the batch of `like`: torch.Tensor.expand(batch, ...dims), where -1 keeps the length. The exporter asks at run time which lengths
 * are -1 (ConstantOfShape, Mul, Equal, Where).
 */
export function addExpand(net: Net, input: string, like: string, dims: readonly number[]): string {
  const lengths = dims.map((length) => net.ints([length]))
  const joined = net.add('Concat', [addBatchLength(net, like), ...lengths], { axis: 0 })
  const size = net.add('Reshape', [joined, net.ints([-1])], { allowzero: 0 })
  const ones = net.add('ConstantOfShape', [net.add('Shape', [size])], {
    value: { tensor: int64Initializer('', [1], [1]) },
  })
  const kept = net.add('Equal', [size, net.add('Mul', [ones, net.ints([-1], [])])])
  return net.add('Expand', [input, net.add('Where', [kept, ones, size])])
}
