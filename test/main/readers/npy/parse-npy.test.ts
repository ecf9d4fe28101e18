import { describe, expect, it } from 'vitest'
import { parseNpy } from '../../../../src/main/readers/npy/parse-npy'
import { buildNpy } from '../../../fixtures/builders/npy'

describe('parseNpy', () => {
  it.each([
    ['<f4', [0.5, -2, 3.25, 1e10]],
    ['<f8', [0.5, -2, 3.25, 7]],
    ['|i1', [-128, 127, 0, 1]],
    ['<i2', [-32768, 32767, 0, 1]],
    ['<i4', [-65536, 65536, 0, 1]],
    ['<i8', [-65536, 65536, 0, 1]],
    ['|u1', [255, 0, 1, 2]],
    ['|b1', [1, 0, 1, 0]],
    ['<u2', [65535, 0, 1, 2]],
    ['<u4', [65536, 0, 1, 2]],
    ['<u8', [65536, 0, 1, 2]],
  ])('reads %s', (type, values) => {
    const array = parseNpy(buildNpy({ dims: [2, 2], values, type }), 'a.npy')
    expect(array.dims).toEqual([2, 2])
    expect([...array.values]).toEqual([...Float32Array.from(values)])
  })

  it.each([1, 2, 3] as const)('reads version %i', (version) => {
    const array = parseNpy(buildNpy({ dims: [3], values: [1, 2, 3], version }), 'a.npy')
    expect(array).toEqual({ kind: 'array', dims: [3], values: Float32Array.of(1, 2, 3) })
  })

  it('leaves dims of any rank as they are', () => {
    const values = Array.from({ length: 24 }, (_, index) => index)
    expect(parseNpy(buildNpy({ dims: [1, 2, 3, 4], values }), 'a.npy').dims).toEqual([1, 2, 3, 4])
  })

  it('refuses Fortran order, other types and other lengths in words', () => {
    const base = { dims: [2, 2], values: [1, 2, 3, 4] }
    expect(() => parseNpy(buildNpy({ ...base, fortranOrder: true }), 'a.npy')).toThrow('Fortran order')
    expect(() => parseNpy(buildNpy({ ...base, type: '>f4' }), 'a.npy')).toThrow('of type >f4')
    expect(() => parseNpy(buildNpy({ ...base, dims: [2, 3] }), 'a.npy')).toThrow(
      'a.npy: its NPY header announces 24 bytes of values, the file holds 16.',
    )
    expect(() => parseNpy(buildNpy({ ...base, dims: [65536, 65536, 65536] }), 'a.npy')).toThrow(
      expect.objectContaining({ code: 'image/too-large' }),
    )
    expect(() => parseNpy(buildNpy({ dims: [0, 2], values: [] }), 'a.npy')).toThrow(
      expect.objectContaining({ code: 'image/empty' }),
    )
    expect(() => parseNpy(buildNpy(base).subarray(0, 40), 'a.npy')).toThrow('ends inside its header')
  })
})
