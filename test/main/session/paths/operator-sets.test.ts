import { AppError } from '@shared/errors'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as ortModel from '../../../../src/main/session/ort-model'
import { addConv, buildConvNet, type NetBuilder } from '../../../fixtures/builders/conv-net'
import { buildImageTrial, buildTextTrial } from '../../../fixtures/builders/path-trials'
import { addBatchNorm } from '../../../fixtures/builders/run-net'
import { largestDifference, runPaths, type PathTrial } from '../../../fixtures/builders/run-paths'
import { growKinds, type GrowSequence } from '../../../fixtures/builders/sequence-kinds'
import { buildSequenceNet } from '../../../fixtures/builders/sequence-net'

const pieces = vi.hoisted(() => ({ opened: 0, refusesRegions: false }))

vi.mock('../../../../src/main/session/ort-model', async (importOriginal) => {
  const original = await importOriginal<typeof ortModel>()
  const openOrtModel: typeof original.openOrtModel = async (source, options) => {
    const isRegion = new TextDecoder('latin1').decode(source.bytes).includes('::crops')
    if (pieces.refusesRegions && isRegion)
      throw new AppError('session/piece-not-opened', { model: 'toy.onnx', why: 'so the test wants it' })
    const model = await original.openOrtModel(source, options)
    if (source.bytes !== undefined) pieces.opened += 1
    return model
  }
  return { ...original, openOrtModel }
})

beforeEach(() => {
  Object.assign(pieces, { opened: 0, refusesRegions: false })
})

/** method.md section 9: 1e-5 on probabilities. */
const tolerance = 1e-5

/** Every kind of node of which the derived graph has a form of its own, as the operator set writes it. */
const growConvs =
  (opset: number) =>
  (net: NetBuilder): void => {
    const same = { kernel: [3, 3], pad: [1, 1, 1, 1] }
    addConv(net, { out: 4, ...same, bias: false })
    const first = net.at
    addConv(net, { out: 4, ...same, bias: false })
    addBatchNorm(net)
    addConv(net, { out: 4, ...same, group: 4, bias: false })
    addConv(net, { out: 4, ...same, group: 2, bias: false })
    net.add('Concat', [first], { axis: 1 })
    net.channels = 8
    addConv(net, { out: 6, kernel: [1, 1], bias: false })
    const margin = [0, 0, 1, 0, 0, 0, 0, 1]
    if (opset < 11) net.add('Pad', [], { pads: margin })
    else net.add('Pad', [net.ints(margin)])
    net.add('MaxPool', [], { kernel_shape: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1] })
    net.add('AveragePool', [], { kernel_shape: [2, 2], strides: [2, 2] })
    if (opset < 11) net.add('Clip', [], { min: -0.7, max: 0.6 })
    else net.add('Clip', [net.constant([], -0.7, -0.6), net.constant([], 0.6, 0.7)])
    net.add('Max', [opset < 8 ? net.at : net.constant([6, 1, 1], -0.5, -0.4)])
  }

async function expectSamePaths(trial: PathTrial): Promise<void> {
  const outputs = await runPaths(trial)
  for (const [path, rows] of outputs)
    expect(largestDifference(outputs.get('plain'), rows), path).toBeLessThan(tolerance)
}

const opsets = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]

describe('derived graphs in every operator set', () => {
  it.each([7, 8, ...opsets])(
    'convolutions without bias and what follows them, operator set %i',
    async (opset) => {
      const bytes = buildConvNet({ seed: 3, channels: 2, dims: [9, 11], opset }, growConvs(opset))
      await expectSamePaths(buildImageTrial(bytes, [9, 11], [4, 5]))
      // As many as in every other operator set: the pieces of both paths, and one region.
      expect(pieces.opened).toBe(8)
    },
  )

  const kind = (name: string): GrowSequence =>
    growKinds.find(([one]) => one === name)?.[1] ?? (() => undefined)
  const growRows: GrowSequence = (net) => {
    kind('a class token in front, then places')(net)
    kind('a layer normalisation in nine nodes')(net)
  }

  it.each(opsets)('patches that become a sequence, operator set %i', async (opset) => {
    const bytes = buildSequenceNet({ kind: 'image', dims: [8, 9], patch: [4, 3] }, 1, growRows, opset)
    await expectSamePaths(buildImageTrial(bytes, [8, 9], [4, 3]))
    expect(pieces.opened).toBe(10)
  })

  it.each(opsets)('a text, operator set %i', async (opset) => {
    const bytes = buildSequenceNet({ kind: 'ids', rows: 7 }, 2, growRows, opset)
    await expectSamePaths(buildTextTrial(bytes))
    expect(pieces.opened).toBe(9)
  })

  it.each([
    [9, {}],
    [11, {}],
    [12, { axis: 1 }],
    [12, { axis: 2 }],
    [13, {}],
    [13, { axis: 1 }],
  ])('Softmax and LogSoftmax over what operator set %i means by %o', async (opset, attributes) => {
    for (const operator of ['Softmax', 'LogSoftmax']) {
      const grow: GrowSequence = (net) => {
        kind('places of [1, rows, width]')(net)
        net.add(operator, ['$'], attributes)
        net.add('MatMul', ['$', net.constant([net.width, net.width])])
      }
      await expectSamePaths(buildTextTrial(buildSequenceNet({ kind: 'ids', rows: 7 }, 2, grow, opset)))
    }
  })
})

describe('a region that does not open', () => {
  it('costs its own masks some speed, and no outputs', async () => {
    pieces.refusesRegions = true
    const bytes = buildConvNet({ seed: 3, channels: 2, dims: [9, 11] }, growConvs(17))
    await expectSamePaths(buildImageTrial(bytes, [9, 11], [4, 5]))
  })
})
