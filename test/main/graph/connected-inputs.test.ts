import { describe, expect, it } from 'vitest'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { connectedInputs } from '../../../src/main/graph/connected-inputs'
import { parseModel } from '../../../src/main/graph/parse-model'

const floats = (name: string) => tensorInfo(name, 'float32', ['N', 2])
const graphOf = (isReversed: boolean) => {
  const nodes = [
    node('Relu', ['a'], ['seen']),
    node('Relu', ['b'], ['unread']),
    node('Mul', ['seen', 'zero'], ['still']),
    node('Add', ['still', 'c'], ['y']),
    node('Identity', ['unread'], ['z']),
  ]
  const bytes = buildModel({
    name: 'connected',
    inputs: ['a', 'b', 'c'].map(floats),
    outputs: ['y', 'z'].map(floats),
    initializers: [floatInitializer('zero', [1], [0])],
    nodes: isReversed ? nodes.toReversed() : nodes,
  })
  return parseModel(bytes, 'connected.onnx').graph
}

describe('the inputs that are connected to an output', () => {
  it.each([false, true])(
    'are those from which a path leads to it, whatever the order of the nodes (%s)',
    (isReversed) => {
      const graph = graphOf(isReversed)
      // A weight of 0 does not cut a path: that is for the figures to say.
      expect([...connectedInputs(graph)]).toEqual([
        ['y', ['a', 'c']],
        ['z', ['b']],
      ])
    },
  )

  it('are those of each output where there are more than are followed at once', () => {
    const names = Array.from({ length: 70 }, (_, index) => index)
    const bytes = buildModel({
      name: 'many',
      inputs: names.map((index) => floats(`a${index}`)),
      outputs: names.map((index) => floats(`y${index}`)),
      nodes: names.map((index) => node('Add', [`a${index}`, `a${(index + 1) % 70}`], [`y${index}`])),
    })
    const found = connectedInputs(parseModel(bytes, 'many.onnx').graph)
    for (const index of names) {
      expect(new Set(found.get(`y${index}`))).toEqual(new Set([`a${index}`, `a${(index + 1) % 70}`]))
    }
  })
})
