import fc from 'fast-check'
import { isAppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { parseModel } from '../../../src/main/graph/parse-model'
import { buildBoxesModel } from '../../fixtures/models/boxes'

const parse = (bytes: Uint8Array) => () => parseModel(bytes, 'toy.onnx')

describe('parseModel', () => {
  it('refuses an empty file', () => {
    expect(parse(new Uint8Array(0))).toThrow(
      expect.objectContaining({ code: 'model/empty', details: { file: 'toy.onnx' } }),
    )
  })

  it.each([
    ['text', new TextEncoder().encode('This is not a model.')],
    ['a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
    ['zeros', new Uint8Array(64)],
  ])('refuses %s', (_, bytes) => {
    expect(parse(bytes)).toThrow(expect.objectContaining({ code: 'model/not-onnx' }))
  })

  it('refuses a model cut short at any byte', () => {
    const whole = buildBoxesModel()
    for (let length = 1; length < whole.length; length += 1) {
      expect(parse(whole.subarray(0, length))).toThrow(expect.objectContaining({ code: 'model/not-onnx' }))
    }
    expect(parse(whole)().graph.node).toHaveLength(5)
  })

  it('meets damaged bytes with a model or a sentence, never with another error', () => {
    const whole = buildBoxesModel()
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = whole.slice()
        bytes[at] = byte
        try {
          parseModel(bytes, 'toy.onnx')
        } catch (thrown) {
          expect(isAppError(thrown)).toBe(true)
        }
      }),
    )
  })
})
