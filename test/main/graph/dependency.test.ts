import { create } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { buildModel, int64Initializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { dependentTensors } from '../../../src/main/graph/dependency'
import { toGraphIndex } from '../../../src/main/graph/graph-index'
import { FunctionProtoSchema, type FunctionProto } from '../../../src/main/graph/onnx_pb'
import { parseModel } from '../../../src/main/graph/parse-model'

const dependentOn = (
  input: string,
  nodes: Parameters<typeof buildModel>[0]['nodes'],
  functions: FunctionProto[] = [],
): string[] => {
  const bytes = buildModel({
    name: 'toy',
    inputs: ['image', 'record'].map((name) => tensorInfo(name, 'float32', ['batch', 4])),
    outputs: [tensorInfo('y', 'float32', [])],
    nodes,
    initializers: [int64Initializer('one', [1], [1])],
  })
  const parsed = parseModel(bytes, 'toy.onnx')
  parsed.model.functions.push(...functions)
  const index = toGraphIndex(parsed)
  return [...dependentTensors(index, [input])]
}

describe('dependentTensors', () => {
  const nodes = [
    node('Shape', ['image'], ['dims']),
    node('Expand', ['record', 'dims'], ['spread']),
    node('Relu', ['image'], ['active']),
    node('Add', ['active', 'spread'], ['y']),
  ]

  it('follows values, not the shapes of what holds them', () => {
    expect(dependentOn('image', nodes)).toEqual(['image', 'active', 'y'])
    expect(dependentOn('record', nodes)).toEqual(['record', 'spread', 'y'])
  })

  it('follows shapes, too, where some operator makes them from values', () => {
    const counted = [
      node('NonZero', ['image'], ['places']),
      node('Shape', ['places'], ['dims']),
      node('Cast', ['dims'], ['count'], { to: 1 }),
      node('Add', ['record', 'count'], ['y']),
    ]
    expect(dependentOn('image', counted)).toEqual(['image', 'places', 'dims', 'count', 'y'])
  })

  it('looks for such operators in functions of the model', () => {
    const counted = [
      { ...node('Places', ['image'], ['places']), domain: 'own' },
      node('Shape', ['places'], ['dims']),
      node('Cast', ['dims'], ['count'], { to: 1 }),
      node('Add', ['record', 'count'], ['y']),
    ]
    const body = (operator: string) => [
      create(FunctionProtoSchema, {
        name: 'Places',
        domain: 'own',
        node: [{ opType: 'Inner', domain: 'own' }],
      }),
      create(FunctionProtoSchema, { name: 'Inner', domain: 'own', node: [{ opType: operator }] }),
    ]
    expect(dependentOn('image', counted, body('NonZero'))).toContain('y')
    expect(dependentOn('image', counted, body('Relu'))).not.toContain('y')
  })

  it('follows values alone where such an operator counts a shape only', () => {
    const counted = [
      node('Shape', ['image'], ['dims']),
      node('Squeeze', ['dims', 'one'], ['length']),
      node('Range', ['length', 'length', 'length'], ['places']),
      node('Add', ['record', 'places'], ['y']),
    ]
    expect(dependentOn('image', counted)).toEqual(['image'])
  })
})
