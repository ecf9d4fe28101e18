import { create } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { foldIdentities } from '../../../src/main/graph/fold-identities'
import {
  AttributeProto_AttributeType as AttributeType,
  GraphProtoSchema,
  NodeProtoSchema,
} from '../../../src/main/graph/onnx_pb'
import { parseModel } from '../../../src/main/graph/parse-model'
import { toModelCard } from '../../../src/main/graph/model-card'

type Nodes = Parameters<typeof buildModel>[0]['nodes']

const parse = (nodes: Nodes) =>
  parseModel(
    buildModel({
      name: 'toy',
      inputs: [tensorInfo('x', 'float32', ['batch', 4])],
      outputs: [tensorInfo('y', 'float32', [])],
      nodes,
      initializers: [floatInitializer('w', [4], [1, 2, 3, 4])],
    }),
    'toy.onnx',
  )

const readsOf = (nodes: Nodes) => parse(nodes).graph.node.map(({ opType, input }) => [opType, ...input])

describe('foldIdentities', () => {
  it('lets readers read the constant at the end of a chain', () => {
    const chain = [node('Identity', ['w'], ['a']), node('Identity', ['a'], ['b'])]
    expect(readsOf([...chain, node('Add', ['x', 'b'], ['s']), node('Mul', ['s', 'a'], ['y'])])).toEqual([
      ['Add', 'x', 'w'],
      ['Mul', 's', 'w'],
    ])
  })

  it('takes the tensor of a Constant node for a constant', () => {
    const value = { tensor: { ...floatInitializer('', [1], [2]) } }
    const nodes = [node('Constant', [], ['two'], { value }), node('Identity', ['two'], ['a'])]
    expect(readsOf([...nodes, node('Add', ['x', 'a'], ['y'])])[1]).toEqual(['Add', 'x', 'two'])
  })

  it('keeps what makes an output, and reads past it', () => {
    const nodes = [
      node('Identity', ['w'], ['y']),
      node('Identity', ['y'], ['a']),
      node('Add', ['x', 'a'], ['z']),
    ]
    expect(readsOf(nodes)).toEqual([
      ['Identity', 'w'],
      ['Add', 'x', 'w'],
    ])
  })

  it('keeps the Identity of what changes', () => {
    expect(readsOf([node('Identity', ['x'], ['a']), node('Add', ['a', 'w'], ['y'])])).toHaveLength(2)
  })

  it('reaches into sub-graphs, except for names of their own', () => {
    const inside = create(GraphProtoSchema, {
      node: [node('Add', ['x', 'a'], ['own']), node('Add', ['own', 'b'], ['inner'])],
      initializer: [floatInitializer('b', [1], [0])],
    })
    const graph = create(GraphProtoSchema, {
      initializer: [floatInitializer('w', [4], [1, 2, 3, 4])],
      node: [
        node('Identity', ['w'], ['a']),
        node('Identity', ['w'], ['b']),
        create(NodeProtoSchema, {
          ...{ opType: 'If', input: ['x'], output: ['y'] },
          attribute: [{ name: 'then_branch', type: AttributeType.GRAPH, g: inside }],
        }),
      ],
    })
    const [conditional] = foldIdentities(graph).node
    expect(conditional?.attribute[0]?.g?.node.map(({ input }) => input)).toEqual([
      ['x', 'w'],
      ['own', 'b'],
    ])
  })

  it('leaves the model card that of the file', () => {
    const parsed = parse([node('Identity', ['w'], ['a']), node('Add', ['x', 'a'], ['y'])])
    const card = toModelCard(parsed, { fileName: 'toy.onnx', sizeBytes: 1, sha256: '' })
    expect(card.nodeCount).toBe(2)
    expect(card.operators.map(({ name }) => name)).toEqual(['Identity', 'Add'])
  })
})
