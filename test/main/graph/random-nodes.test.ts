import { create } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import {
  buildModel,
  floatInitializer,
  node,
  tensorInfo,
  type ModelParts,
} from '../../../src/main/graph/build-model'
import { toGraphIndex } from '../../../src/main/graph/graph-index'
import {
  AttributeProto_AttributeType as AttributeType,
  FunctionProtoSchema,
  GraphProtoSchema,
  NodeProtoSchema,
} from '../../../src/main/graph/onnx_pb'
import { parseModel, type ParsedModel } from '../../../src/main/graph/parse-model'
import { randomNodes } from '../../../src/main/graph/random-nodes'

type NodeInit = ModelParts['nodes'][number]

const flag = (name: string, value: number) => ({
  ...{ name, dims: [], dataType: 9 },
  rawData: Uint8Array.of(value),
})

const parse = (nodes: readonly NodeInit[]): ParsedModel =>
  parseModel(
    buildModel({
      name: 'toy',
      inputs: [tensorInfo('x', 'float32', ['batch', 4]), tensorInfo('mode', 'float32', [])],
      outputs: [tensorInfo('y', 'float32', ['batch', 4])],
      nodes,
      initializers: [
        floatInitializer('half', [], [0.5]),
        floatInitializer('zero', [], [-0]),
        flag('on', 1),
        flag('off', 0),
      ],
    }),
    'toy.onnx',
  )

const graphOf = (nodes: readonly NodeInit[]) => parse(nodes).graph

const namesIn = (...nodes: NodeInit[]): string[] => randomNodes(graphOf(nodes)).map(({ name }) => name)

/** An If whose branches hold the nodes. */
const conditional = (nodes: readonly NodeInit[], mode = 'mode', output = 'y'): NodeInit =>
  create(NodeProtoSchema, {
    ...{ opType: 'If', input: [mode], output: [output] },
    attribute: ['then_branch', 'else_branch'].map((name) => ({
      ...{ name, type: AttributeType.GRAPH },
      g: create(GraphProtoSchema, { name, node: [...nodes], output: [{ name: 'inner' }] }),
    })),
  })

describe('randomNodes', () => {
  it.each([
    'RandomNormal',
    'RandomUniform',
    'RandomNormalLike',
    'RandomUniformLike',
    'Bernoulli',
    'Multinomial',
  ])('names a %s', (operator) => {
    expect(randomNodes(graphOf([{ ...node(operator, ['x'], ['y']), name: 'noise' }]))).toEqual([
      { name: 'noise', operator },
    ])
  })

  it('names a Dropout in training, by its output where it has no name', () => {
    expect(namesIn({ ...node('Dropout', ['x', 'half', 'on'], ['y']), name: '' })).toEqual(['y'])
    expect(namesIn(node('Dropout', ['x', '', 'on'], ['y']))).toEqual(['y'])
    expect(namesIn(node('Dropout', ['x', 'half', 'mode'], ['y']))).toEqual(['y'])
  })

  it('names no Dropout that lets everything through', () => {
    for (const inputs of [
      ['x'],
      ['x', 'half'],
      ['x', 'half', ''],
      ['x', 'half', 'off'],
      ['x', 'zero', 'on'],
    ]) {
      expect(namesIn(node('Dropout', inputs, ['y']))).toEqual([])
    }
  })

  it('reads the mode from a Constant node', () => {
    const mode = (value: number) => node('Constant', [], ['trains'], { value: { tensor: flag('', value) } })
    const dropout = node('Dropout', ['x', 'half', 'trains'], ['y'])
    expect(namesIn(mode(1), dropout)).toEqual(['y'])
    expect(namesIn(mode(0), dropout)).toEqual([])
  })

  it('looks into sub-graphs, which read the mode from around them', () => {
    expect(namesIn(conditional([node('RandomNormalLike', ['x'], ['inner'])]))).toEqual(['inner', 'inner'])
    expect(namesIn(conditional([node('Dropout', ['x', 'half', 'on'], ['inner'])]))).toHaveLength(2)
    expect(namesIn(conditional([node('Dropout', ['x', 'half', 'off'], ['inner'])]))).toEqual([])
  })

  it('looks into functions of the model', () => {
    const noisy = create(FunctionProtoSchema, { name: 'Noisy', node: [node('RandomNormal', [], ['noise'])] })
    expect(randomNodes(graphOf([node('Noisy', ['x'], ['y'])]), [noisy])).toHaveLength(1)
  })
})

describe('constants', () => {
  it('do not follow from a function that draws', () => {
    const call = { ...node('Noisy', ['half'], ['made']), domain: 'own' }
    const parsed = parse([call, node('Add', ['x', 'made'], ['y'])])
    const isConstant = (): boolean => toGraphIndex(parsed).constantTensors.has('made')
    expect(isConstant()).toBe(true)
    const noisy = { name: 'Noisy', domain: 'own', node: [{ opType: 'RandomNormalLike' }] }
    parsed.model.functions.push(create(FunctionProtoSchema, noisy))
    expect(isConstant()).toBe(false)
  })

  it.each([
    ['a generator', node('RandomUniformLike', ['half'], ['made'])],
    ['a Dropout in training', node('Dropout', ['half', 'half', 'on'], ['made'])],
    ['a sub-graph with a generator', conditional([node('Bernoulli', ['half'], ['inner'])], 'on', 'made')],
  ])('do not follow from %s', (_, made) => {
    const index = toGraphIndex(parse([made, node('Add', ['x', 'made'], ['y'])]))
    expect(index.constantTensors.has('made')).toBe(false)
  })
})
