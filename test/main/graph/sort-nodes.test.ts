import { create } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describeError, toErrorData } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { node } from '../../../src/main/graph/build-model'
import {
  AttributeProto_AttributeType as AttributeType,
  GraphProtoSchema,
  NodeProtoSchema,
  type GraphProto,
  type NodeProto,
} from '../../../src/main/graph/onnx_pb'
import { sortGraph } from '../../../src/main/graph/sort-nodes'

const toNode = (operator: string, input: readonly string[], output: readonly string[]): NodeProto =>
  create(NodeProtoSchema, node(operator, input, output))
const toGraph = (nodes: readonly NodeProto[]): GraphProto => create(GraphProtoSchema, { node: [...nodes] })
const sorted = (nodes: readonly NodeProto[]): string[] =>
  sortGraph(toGraph(nodes), 'toy.onnx').node.map(({ output }) => output[0] ?? '')

/** An If with one branch of the given nodes. */
const conditional = (nodes: readonly NodeProto[], output: string): NodeProto =>
  create(NodeProtoSchema, {
    ...{ opType: 'If', input: ['x'], output: [output] },
    attribute: [{ name: 'then_branch', type: AttributeType.GRAPH, g: toGraph(nodes) }],
  })

const chain = [toNode('Relu', ['x'], ['a']), toNode('Relu', ['a'], ['b']), toNode('Add', ['a', 'b'], ['c'])]

describe('sortGraph', () => {
  it('returns a graph in order as it is', () => {
    const graph = toGraph([...chain, conditional([toNode('Relu', ['c'], ['inner'])], 'd')])
    expect(sortGraph(graph, 'toy.onnx')).toBe(graph)
  })

  it('moves a node up to the first that waits for it, and nothing else', () => {
    const late = toNode('Identity', ['x'], ['late'])
    const aside = toNode('Relu', ['x'], ['aside'])
    const reader = toNode('Add', ['a', 'late'], ['b'])
    expect(sorted([chain[0]!, aside, reader, toNode('Relu', ['b'], ['c']), late])).toEqual([
      ...['a', 'aside', 'late', 'b', 'c'],
    ])
  })

  it('puts every node behind what it reads, in any order of the file', () => {
    const more = [...chain, toNode('Split', ['c'], ['d', 'e']), toNode('Mul', ['e', 'a'], ['f'])]
    fc.assert(
      fc.property(fc.shuffledSubarray(more, { minLength: more.length }), (nodes) => {
        expect(sorted(nodes)).toEqual(['a', 'b', 'c', 'd', 'f'])
      }),
    )
  })

  it('counts what sub-graphs take from around them, and sorts inside of them', () => {
    const inside = [toNode('Relu', ['inner'], ['result']), toNode('Add', ['b', 'x'], ['inner'])]
    const graph = sortGraph(toGraph([conditional(inside, 'y'), chain[1]!, chain[0]!]), 'toy.onnx')
    expect(graph.node.map(({ output }) => output[0])).toEqual(['a', 'b', 'y'])
    expect(graph.node[2]?.attribute[0]?.g?.node.map(({ output }) => output[0])).toEqual(['inner', 'result'])
  })

  it('sorts a chain that is deeper than any stack', () => {
    const nodes = Array.from({ length: 30_000 }, (_, place) =>
      toNode('Relu', [place === 0 ? 'x' : `t${place - 1}`], [`t${place}`]),
    )
    expect(sorted(nodes.toReversed())[29_999]).toBe('t29999')
  })

  it.each([
    ['of two', [toNode('Relu', ['b'], ['a']), toNode('Relu', ['a'], ['b'])], ['b', 'a']],
    ['of one', [...chain, toNode('Add', ['c', 'own'], ['own'])], ['own']],
    [
      'through a sub-graph',
      [conditional([toNode('Relu', ['z'], ['inner'])], 'y'), toNode('Relu', ['y'], ['z'])],
      ['z', 'y'],
    ],
  ])('refuses a circle %s', (_, nodes, names) => {
    expect(() => sorted(nodes)).toThrow(
      expect.objectContaining({ code: 'model/cyclic', details: { file: 'toy.onnx', nodes: names } }),
    )
  })

  it('names no more than a few nodes of a long circle', () => {
    const nodes = Array.from({ length: 50 }, (_, place) =>
      toNode('Relu', [`t${(place + 49) % 50}`], [`t${place}`]),
    )
    const meet = (): string => {
      try {
        return sorted(nodes).join()
      } catch (thrown) {
        return describeError(toErrorData(thrown, 'sortGraph')).sentence
      }
    }
    expect(meet()).toMatch(/runs in a circle.*: t1 -> t2 -> t3 -> \.\.\. -> t49 -> t0 -> t1\./)
  })
})
