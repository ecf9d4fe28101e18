import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { toModelCard } from '../../../src/main/graph/model-card'
import { parseModel } from '../../../src/main/graph/parse-model'
import { buildBoxesModel } from '../../fixtures/models/boxes'
import { buildSeveralOutputsModel } from '../../fixtures/models/several-outputs'
import { buildThreeModalitiesModel } from '../../fixtures/models/three-modalities'

const file = { fileName: 'toy.onnx', sizeBytes: 1, sha256: 'x' }
const cardOf = (bytes: Uint8Array) => toModelCard(parseModel(bytes, file.fileName), file)

describe('toModelCard', () => {
  it('tells inputs, operators and weights of a graph', () => {
    const card = cardOf(buildBoxesModel())
    expect(card).toMatchObject({ ...file, producer: 'ModaLens', irVersion: 8, opset: 17, nodeCount: 5 })
    expect(card.inputs).toEqual([
      { name: 'a', dtype: 'float32', dims: ['batch', 1, 4, 4] },
      { name: 'o', dtype: 'float32', dims: ['batch', 1, 4, 4] },
    ])
    expect(card.parameterCount).toBe(18 + 2 + 32)
    expect(card.operators.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual(
      ['Add', 'Conv', 'Flatten', 'MatMul', 'Relu'].map((name) => ({ name, count: 1 })),
    )
    expect(card.fixedBatch).toBeNull()
    expect(card.externalFiles).toEqual([])
  })

  it('leaves shapes and indices out of the parameters', () => {
    expect(cardOf(buildSeveralOutputsModel()).parameterCount).toBe(0)
  })

  it('does not take weights that are also declared as inputs for inputs', () => {
    const card = cardOf(
      buildModel({
        name: 'old exporter',
        inputs: [tensorInfo('x', 'float32', ['n', 2]), tensorInfo('w', 'float32', [2, 2])],
        outputs: [tensorInfo('y', 'float32', ['n', 2])],
        initializers: [floatInitializer('w', [2, 2], [1, 2, 3, 4])],
        nodes: [node('MatMul', ['x', 'w'], ['y'])],
      }),
    )
    expect(card.inputs.map(({ name }) => name)).toEqual(['x'])
  })

  it.each([
    ['a free batch', [['batch', 2]], null],
    [
      'one fixed batch',
      [
        [1, 2],
        [1, 3],
      ],
      1,
    ],
    [
      'a fixed batch beside a free one',
      [
        [1, 2],
        ['batch', 3],
      ],
      1,
    ],
    [
      'two that disagree',
      [
        [1, 2],
        [4, 3],
      ],
      null,
    ],
    ['a batch written as 0', [[0, 2]], null],
    [
      'a state that has the batch on its second axis',
      [
        ['batch', 6, 3],
        [2, 'batch', 8],
      ],
      null,
    ],
  ] as const)('reads %s', (_, dims, fixedBatch) => {
    const inputs = dims.map((one, index) => tensorInfo(`x${index}`, 'float32', one))
    const outputs = [tensorInfo('y', 'float32', ['batch', 2])]
    const nodes = [node('Identity', ['x0'], ['y'])]
    expect(cardOf(buildModel({ name: 'm', inputs, outputs, nodes })).fixedBatch).toBe(fixedBatch)
  })

  it.each([
    ['LSTM', ['x', 'w', 'r', '', '', 'h', 'c']],
    ['GRU', ['x', 'w', 'r', '', '', 'h']],
  ] as const)('does not take the first axis of the state of %s for a batch', (operator, read) => {
    const inputs = [
      tensorInfo('x', 'float32', ['n', 6, 3]),
      tensorInfo('h', 'float32', [1, 'any', 8]),
      tensorInfo('c', 'float32', [1, 'any', 8]),
    ].filter(({ name }) => read.some((one) => one === name))
    const outputs = [tensorInfo('y', 'float32', ['batch', 2])]
    const nodes = [node(operator, read, ['y'])]
    expect(cardOf(buildModel({ name: 'm', inputs, outputs, nodes })).fixedBatch).toBeNull()
  })

  it('gives dynamic and fixed twins the same weights', () => {
    const free = cardOf(buildThreeModalitiesModel({ seed: 3 }))
    const fixed = cardOf(buildThreeModalitiesModel({ seed: 3, batch: 1 }))
    expect(free.inputs.map(({ dtype }) => dtype)).toEqual(['float32', 'int64', 'int64', 'float32'])
    expect([free.fixedBatch, fixed.fixedBatch]).toEqual([null, 1])
    expect(fixed.parameterCount).toBe(free.parameterCount)
    expect(fixed.parameterCount).toBe(36 + 80 + 20 + 72 + 3)
  })
})

describe('the end of a model', () => {
  it('is seen through operators that only move values', () => {
    const ends = cardOf(buildSeveralOutputsModel()).outputs.map(
      ({ name, lastOperator, activationInGraph }) => [name, lastOperator, activationInGraph],
    )
    expect(ends).toEqual([
      ['logits', null, 'none'],
      ['probabilities', 'Softmax', 'softmax'],
      ['table', 'Mul', 'none'],
      ['label', 'ArgMax', 'none'],
      ['mean', 'ReduceMean', 'none'],
      ['positive', 'Greater', 'none'],
    ])
  })

  it.each([
    ['Sigmoid', 'sigmoid'],
    ['LogSoftmax', 'none'],
  ])('calls %s %s', (operator, activation) => {
    const card = cardOf(
      buildModel({
        name: 'm',
        inputs: [tensorInfo('x', 'float32', ['n', 2])],
        outputs: [tensorInfo('y', 'float32', ['n', 2])],
        nodes: [node(operator, ['x'], ['p']), node('Identity', ['p'], ['y'])],
      }),
    )
    expect(card.outputs[0]).toMatchObject({ lastOperator: operator, activationInGraph: activation })
  })
})

const studies = '../shared/studies'

describe.skipIf(!existsSync(studies))('cards of the real models (skipped where ../shared is absent)', () => {
  it.each([
    ['skin/ResNetMLP', { image: [3, 224, 224], record: [33] }, 'Softmax', 'softmax', null],
    ['skin/ViTMLP', { image: [3, 224, 224], record: [33] }, 'Gemm', 'none', null],
    ['chest/ResNetTextMLP', null, 'Sigmoid', 'sigmoid', null],
    ['chest/ResNetTextMLP-batch1', null, 'Sigmoid', 'sigmoid', 1],
    ['lung/ResNet3dMLP', null, 'Mul', 'none', null],
    ['lung/ViT3dMLP', null, 'Mul', 'none', null],
  ] as const)('%s', async (model, inputs, lastOperator, activationInGraph, fixedBatch) => {
    const card = await inspectModel(`${studies}/${model}.onnx`)
    expect(card).toMatchObject({ opset: 17, fixedBatch })
    expect(card.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(card.outputs).toHaveLength(1)
    expect(card.outputs[0]).toMatchObject({ lastOperator, activationInGraph })
    if (inputs !== null) {
      const dims = Object.fromEntries(card.inputs.map((one) => [one.name, one.dims.slice(1)]))
      expect(dims).toEqual(inputs)
    }
  })
})
