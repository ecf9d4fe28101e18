import { describe, expect, it } from 'vitest'
import {
  buildModel,
  floatInitializer,
  int64Initializer,
  node,
  tensorInfo,
} from '../../../src/main/graph/build-model'
import { parseModel } from '../../../src/main/graph/parse-model'
import { buildThreeModalitiesModel } from '../../fixtures/models/three-modalities'

describe('buildModel', () => {
  it('makes the same bytes again, and other weights from another seed', () => {
    const once = buildThreeModalitiesModel({ seed: 1 })
    expect(buildThreeModalitiesModel({ seed: 1 })).toEqual(once)
    expect(buildThreeModalitiesModel({ seed: 2 })).not.toEqual(once)
  })

  it('writes each attribute in its own type', () => {
    const attributes = {
      axis: 1,
      alpha: 0.5,
      beta: { float: 2 },
      mode: 'same',
      pads: [1, 1],
      scales: [0.5, 1],
    }
    const bytes = buildModel({
      name: 'attributes',
      inputs: [tensorInfo('x', 'float32', ['n'])],
      outputs: [tensorInfo('y', 'float32', ['n'])],
      nodes: [node('Any', ['x'], ['y'], attributes)],
    })
    const written = parseModel(bytes, 'm').graph.node[0]!.attribute
    expect(
      written.map(({ name, i, f, s, ints, floats }) => [name, Number(i), f, s.length, ints, floats]),
    ).toEqual([
      ['axis', 1, 0, 0, [], []],
      ['alpha', 0, 0.5, 0, [], []],
      ['beta', 0, 2, 0, [], []],
      ['mode', 0, 0, 4, [], []],
      ['pads', 0, 0, 0, [1n, 1n], []],
      ['scales', 0, 0, 0, [], [0.5, 1]],
    ])
  })

  it('writes a tensor as an attribute', () => {
    const value = { tensor: int64Initializer('', [2], [3, -1]) }
    const bytes = buildModel({
      name: 'constant',
      inputs: [],
      outputs: [tensorInfo('y', 'int64', [2])],
      nodes: [node('Constant', [], ['y'], { value })],
    })
    const [attribute] = parseModel(bytes, 'm').graph.node[0]!.attribute
    expect([attribute!.t!.dims, new BigInt64Array(attribute!.t!.rawData.slice().buffer)]).toEqual([
      [2n],
      BigInt64Array.of(3n, -1n),
    ])
  })

  it('takes a part of a Float32Array as it is, and other lists by a copy', () => {
    const part = Float32Array.of(9, 1, 2, 9).subarray(1, 3)
    const fromPart = floatInitializer('w', [2], part)
    expect(fromPart).toEqual(floatInitializer('w', [2], [1, 2]))
    expect(fromPart.rawData?.buffer).toBe(part.buffer)
  })

  it('refuses weights that do not fill their dims', () => {
    expect(() => floatInitializer('w', [2, 2], [1, 2, 3])).toThrow(
      expect.objectContaining({ code: 'bug/unexpected' }),
    )
    expect(() => int64Initializer('shape', [1], [1, 2])).toThrow(
      expect.objectContaining({ code: 'bug/unexpected' }),
    )
  })
})
