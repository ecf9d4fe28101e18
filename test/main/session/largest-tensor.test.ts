import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { parseModel } from '../../../src/main/graph/parse-model'
import { largestTensorBytes } from '../../../src/main/session/largest-tensor'
import { buildTwoVolumes, twoVolumesDims } from '../../bench/models/two-volumes'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'
import { buildCase, buildOutputs, saveTestModel } from '../../fixtures/builders/onnx'

it('is that of the first convolution of a 3-D ResNet, which halves every axis and has eight channels', async () => {
  const dims = [1, ...twoVolumesDims.tiny]
  const values = Array.from({ length: 32 ** 3 }, (_, index) => Math.sin(index))
  const original = buildCase(buildFloatTensors('ct', dims, values), buildFloatTensors('pet', dims, values))
  const path = saveTestModel(buildTwoVolumes({ size: 'tiny' }).bytes)
  const options = {
    ...{ card: await inspectModel(path), outputs: buildOutputs(4) },
    ...{ threads: 1, device: 'cpu' as const },
  }
  const parsed = parseModel(readFileSync(path), 'toy.onnx')
  expect(await largestTensorBytes(parsed, path, original, options)).toBe(4 * 8 * 16 ** 3)
})
