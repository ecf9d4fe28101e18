import { describe, expect, it } from 'vitest'
import { buildModel, node, tensorInfo } from '../../../src/main/graph/build-model'
import { toModelCard } from '../../../src/main/graph/model-card'
import { checkExtent, MAX_LEVELS, MAX_VALUES, modelExtent } from '../../../src/main/graph/model-extent'
import { parseModel } from '../../../src/main/graph/parse-model'
import { chainModel, nestedModel, rawModel, rawNode, rawValue } from '../../fixtures/builders/large-graph'

const cardOf = (bytes: Uint8Array) =>
  toModelCard(parseModel(bytes, 'm.onnx'), { fileName: 'm.onnx', sizeBytes: bytes.length, sha256: '' })

describe('the extent of a model', () => {
  it('is counted without unpacking it', () => {
    expect(modelExtent(chainModel(7))).toMatchObject({ nodeCount: 7, levels: 1 })
    expect(modelExtent(nestedModel(5))).toMatchObject({ nodeCount: 5, levels: 5 })
    const floats = (name: string) => tensorInfo(name, 'float32', ['N', 2])
    const nodes = [node('Concat', ['a', 'a'], ['y'], { axis: 0 })]
    const built = buildModel({ name: 'm', inputs: [floats('a')], outputs: [floats('y')], nodes })
    expect(modelExtent(built)).toMatchObject({ nodeCount: 1, levels: 1 })
  })

  it('ends where the bytes are no protobuf', () => {
    const bytes = chainModel(3)
    for (let length = 0; length < bytes.length; length += 1)
      expect(modelExtent(bytes.subarray(0, length)).nodeCount).toBeLessThanOrEqual(3)
    expect(modelExtent(Buffer.alloc(100, 0xff))).toEqual({ nodeCount: 0, levels: 0, pieceCount: 0 })
  })

  it('is refused above a limit, before anything is unpacked', () => {
    expect(() => {
      checkExtent(chainModel(11), 'm.onnx', 10)
    }).toThrow('m.onnx has 11 nodes; at most 10 are looked at.')
    const deep = nestedModel(MAX_LEVELS + 1)
    expect(() => parseModel(deep, 'm.onnx')).toThrow(`more than ${MAX_LEVELS} levels deep`)
    expect(cardOf(nestedModel(MAX_LEVELS)).outputs[0]?.connectedInputs).toEqual(['x'])
  })

  it('stays small with inputs and outputs that nobody could show', () => {
    const outputs = Array.from({ length: MAX_VALUES + 1 }, (_, index) => rawValue(12, `y${index}`))
    const nodes = outputs.map((_, index) => rawNode('Relu', ['x'], [`y${index}`]))
    const model = rawModel(Buffer.concat([...nodes, rawValue(11, 'x'), ...outputs]))
    expect(() => cardOf(model)).toThrow(/1 inputs and 4097 outputs/)
  })
})

describe('a long chain', () => {
  it.each(['sorted', 'reversed'] as const)('is followed without a call per node (%s)', (order) => {
    const card = cardOf(chainModel(20_000, order))
    expect(card).toMatchObject({ nodeCount: 20_000, outputs: [{ connectedInputs: ['x'] }] })
  })

  it('of conditions deeper than any stack is refused by name', () => {
    expect(() => parseModel(nestedModel(2000), 'm.onnx')).toThrow(/levels deep/)
  })
})
