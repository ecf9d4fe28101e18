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

  it('refuses weights that do not fill their dims', () => {
    expect(() => floatInitializer('w', [2, 2], [1, 2, 3])).toThrow(
      expect.objectContaining({ code: 'bug/unexpected' }),
    )
    expect(() => int64Initializer('shape', [1], [1, 2])).toThrow(
      expect.objectContaining({ code: 'bug/unexpected' }),
    )
  })
})
