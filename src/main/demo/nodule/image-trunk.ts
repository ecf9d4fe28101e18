/** Demo: the convolutional part of the demo models. Its filters are seeded random numbers; only what reads them out is fitted. */
import { outputsSchema } from '@shared/study'
import { floatInitializer, node, tensorInfo, type ModelParts } from '../../graph/build-model'
import { createNormal, createRandom } from '../../maskers/random'
import { volumeDims } from './draw-volume'

/** Features: mean and largest value of each of the last maps. */
const maps = 8
export const featureCount = 2 * maps

const firstMaps = 6
const volumeInput = tensorInfo('volume', 'float32', ['batch', 1, ...volumeDims])

/** Nodes from the input `volume` [N, 1, D, H, W] to `features` [N, 16], with their weights. */
export function imageTrunk(): Required<Pick<ModelParts, 'nodes' | 'initializers'>> {
  const normal = createNormal(createRandom('modalens demo trunk'))
  const weights = (name: string, dims: readonly number[]) => {
    const count = dims.reduce((product, length) => product * length, 1)
    const scale = Math.sqrt(2 / (count / (dims[0] ?? 1)))
    return floatInitializer(
      name,
      dims,
      Array.from({ length: count }, () => scale * normal()),
    )
  }
  const convolution = { kernel_shape: [3, 3, 3], strides: [2, 2, 2], pads: [1, 1, 1, 1, 1, 1] }
  return {
    initializers: [
      weights('conv1.weight', [firstMaps, 1, 3, 3, 3]),
      weights('conv2.weight', [maps, firstMaps, 3, 3, 3]),
    ],
    nodes: [
      node('Conv', ['volume', 'conv1.weight'], ['conv1'], convolution),
      node('Relu', ['conv1'], ['relu1']),
      node('Conv', ['relu1', 'conv2.weight'], ['conv2'], convolution),
      node('Relu', ['conv2'], ['relu2']),
      node('GlobalAveragePool', ['relu2'], ['mean']),
      node('GlobalMaxPool', ['relu2'], ['max']),
      node('Concat', ['mean', 'max'], ['pooled'], { axis: 1 }),
      node('Flatten', ['pooled'], ['features']),
    ],
  }
}

/** The trunk as a model of its own, for computing the features that are fitted. */
export function trunkModel(): ModelParts {
  return {
    name: 'demo trunk',
    inputs: [volumeInput],
    outputs: [tensorInfo('features', 'float32', ['batch', featureCount])],
    ...imageTrunk(),
  }
}

/** How a session reads the features. */
export const trunkOutputs = outputsSchema.parse({
  kind: 'regression',
  names: Array.from({ length: featureCount }, (_, index) => `feature ${index}`),
})

export { volumeInput }
