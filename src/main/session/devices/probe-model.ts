/** The smallest model that shows whether a device computes: y = relu(x w). */
import { buildModel, floatInitializer, node, tensorInfo } from '../../graph/build-model'

export const probeInput = [1, 2, 3, 4]
/** By hand: 1 - 6 + 15 - 28 is cut at 0; 2 + 8 + 18 + 32. */
export const probeOutputs = [0, 60]

/** Builds the model; both operators exist on every device. */
export function buildProbeModel(): Uint8Array {
  return buildModel({
    name: 'probe',
    inputs: [tensorInfo('x', 'float32', ['N', 4])],
    outputs: [tensorInfo('y', 'float32', ['N', 2])],
    nodes: [node('MatMul', ['x', 'w'], ['h']), node('Relu', ['h'], ['y'])],
    initializers: [floatInitializer('w', [4, 2], [1, 2, -3, 4, 5, 6, -7, 8])],
  })
}
