/** Benchmark: element-wise activations as the exporter writes them. */
import type { Net } from '../net'

export type Activation = 'none' | 'relu' | 'silu' | 'hard-swish' | 'hard-sigmoid' | 'sigmoid' | 'gelu'

/** Factor on the weights before an activation that about keeps the mean square of a signal, rather too small than too large. */
export const gains: Readonly<Record<Activation, number>> = {
  none: 1,
  relu: Math.SQRT2,
  silu: Math.SQRT2,
  'hard-swish': Math.SQRT2,
  'hard-sigmoid': 1,
  sigmoid: 1,
  gelu: Math.SQRT2,
}

/** Adds an activation; SiLU is two nodes, GELU five and their constants. */
export function addActivation(net: Net, input: string, activation: Activation): string {
  switch (activation) {
    case 'none':
      return input
    case 'relu':
      return net.add('Relu', [input])
    case 'silu':
      return net.add('Mul', [input, net.add('Sigmoid', [input])])
    case 'hard-swish':
      return net.add('HardSwish', [input])
    case 'hard-sigmoid':
      return net.add('HardSigmoid', [input], { alpha: 1 / 6, beta: 0.5 })
    case 'sigmoid':
      return net.add('Sigmoid', [input])
    case 'gelu':
      return addGelu(net, input)
  }
}

/** x / 2 * (1 + erf(x / sqrt 2)): torch.nn.GELU at opset 17. */
function addGelu(net: Net, input: string): string {
  const scaled = net.add('Div', [input, net.float(Math.SQRT2)])
  const shifted = net.add('Add', [net.add('Erf', [scaled]), net.float(1)])
  return net.add('Mul', [net.add('Mul', [input, shifted]), net.float(0.5)])
}
