import { expect, it } from 'vitest'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { findMostMasks, mostTensorBytes } from '../../../src/main/choice/most-masks'
import type { PreparedStudy } from '../../../src/main/run/prepared-study'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'
import { modelCard } from '../../fixtures/builders/model-card'
import { buildCase, buildOccludedCase, buildOutputs, saveTestModel } from '../../fixtures/builders/onnx'

const side = 512
const channels = 32

/** One convolution makes 32 maps of the picture, which are then averaged. */
function buildWideModel(): Uint8Array {
  return buildModel({
    name: 'wide',
    inputs: [tensorInfo('x', 'float32', ['batch', 1, side, side])],
    outputs: [tensorInfo('y', 'float32', ['batch', channels])],
    initializers: [floatInitializer('w', [channels, 1, 1, 1], Array<number>(channels).fill(1))],
    nodes: [
      node('Conv', ['x', 'w'], ['maps'], { kernel_shape: [1, 1] }),
      node('GlobalAveragePool', ['maps'], ['means']),
      node('Flatten', ['means'], ['y']),
    ],
  })
}

const occluded = buildOccludedCase(
  buildCase(buildFloatTensors('x', [1, side, side], Array<number>(side * side).fill(1))),
  [],
)
const prepare = (model: Uint8Array): PreparedStudy =>
  ({
    open: { modelPath: saveTestModel(model), study: { outputs: buildOutputs(channels) } },
    card: modelCard([['x', 'float32', ['batch', 1, side, side]]]),
    settings: { threads: 1 },
  }) as unknown as PreparedStudy

it('holds the largest tensor of a pass below its limit where the inputs are large', async () => {
  const bytes = 4 * channels * side ** 2
  expect(await findMostMasks(prepare(buildWideModel()), occluded, 64)).toBe(mostTensorBytes / bytes)
})

it('looks at no model where the inputs are small, and lets one that shows no sizes be', async () => {
  const broken = prepare(new Uint8Array(9))
  expect(await findMostMasks(broken, occluded, 63)).toBe(Number.POSITIVE_INFINITY)
  expect(await findMostMasks(broken, occluded, 64)).toBe(Number.POSITIVE_INFINITY)
})
