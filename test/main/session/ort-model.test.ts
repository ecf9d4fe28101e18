import { OrtTensor as Tensor } from '../../../src/main/session/onnxruntime'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildModel, int64Initializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { openOrtModel } from '../../../src/main/session/ort-model'
import { saveTestModel } from '../../fixtures/builders/onnx'

const cpu = { threads: 1, device: 'cpu' } as const

/** Zeros around a map of 2 x 2, then the largest of 2 x 2 neighbours. */
const padded = buildModel({
  name: 'padded',
  inputs: [tensorInfo('x', 'float32', ['batch', 1, 2, 2])],
  outputs: [tensorInfo('y', 'float32', ['batch', 1, 3, 3])],
  nodes: [node('Pad', ['x', 'pads'], ['wide']), node('MaxPool', ['wide'], ['y'], { kernel_shape: [2, 2] })],
  initializers: [int64Initializer('pads', [8], [0, 0, 1, 1, 0, 0, 1, 1])],
})

describe('openOrtModel', () => {
  it.each([
    ['the file', undefined],
    ['derived bytes', padded],
  ])('keeps zeros around negative values zeros: %s', async (_, bytes) => {
    const modelPath = saveTestModel(padded)
    const model = await openOrtModel({ modelPath, ...(bytes === undefined ? {} : { bytes }) }, cpu)
    onTestFinished(() => model.release())
    const x = new Tensor('float32', Float32Array.of(-1, -2, -3, -4), [1, 1, 2, 2])
    const answers = await model.run({ x }, ['y'])
    expect([...(answers.get('y')?.data as Float32Array)]).toEqual([0, 0, 0, 0, -1, 0, 0, 0, 0])
  })

  it('blames the model for its own file, and never for what was derived from it', async () => {
    const modelPath = saveTestModel(Uint8Array.of(1, 2, 3))
    await expect(openOrtModel({ modelPath }, cpu)).rejects.toMatchObject({ code: 'session/open-failed' })
    const bytes = Uint8Array.of(1, 2, 3)
    await expect(openOrtModel({ modelPath, bytes }, cpu)).rejects.toMatchObject({
      code: 'session/piece-not-opened',
    })
    const model = await openOrtModel({ modelPath, bytes: padded }, cpu)
    onTestFinished(() => model.release())
    await expect(model.run({}, ['y'])).rejects.toMatchObject({ code: 'session/piece-not-run' })
  })
})
