import { describeError, type AppError } from '../../../src/shared/errors'
import { describe, expect, it } from 'vitest'
import type { SourceValue } from '../../../src/main/readers/source-value'
import { createTensorMaker } from '../../fixtures/builders/kinds'
import { buildGridModality } from '../../fixtures/builders/modality'

function make(fields: Record<string, unknown>, dims: (number | string | null)[], value: SourceValue) {
  const modality = buildGridModality(fields)
  const context = { inputDims: new Map([['scan', dims]]), statistics: new Map(), tokenizer: null }
  return createTensorMaker(modality, context)(value, 'c1').tensors.get('scan')!
}

const image: SourceValue = {
  kind: 'image',
  dims: [1, 2, 3],
  values: Float32Array.from([1, 2, 3, 4, 5, 6]),
  maxValue: 255,
}
const volumeSource = { kind: 'volume', source: { column: 'ct' } }
const slice: SourceValue = {
  kind: 'volume',
  dims: [1, 2, 2],
  values: Float32Array.from([1, 2, 3, 4]),
  unit: 'HU',
  spacingMm: [5, 2, 1],
  affineLps: [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1],
}

describe('the tensor of an image or volume', () => {
  it('has channels first, although files hold them last', () => {
    const tensor = make({}, ['batch', 3, 1, 2], image)
    expect(tensor).toEqual({
      dtype: 'float32',
      dims: [3, 1, 2],
      values: Float32Array.from([1, 4, 2, 5, 3, 6]),
    })
  })

  it('has channels last or none as the model wants', () => {
    expect([...make({ layout: 'channels-last' }, [1, null, null, 3], image).values]).toEqual([
      1, 2, 3, 4, 5, 6,
    ])
    const grey = make(
      { layout: 'no-channels', steps: [{ step: 'channels', order: 'grey' }] },
      ['batch', 1, 2],
      image,
    )
    expect(grey.dims).toEqual([1, 2])
    expect(() => make({ layout: 'no-channels' }, ['batch', 1, 2], image)).toThrow(
      '1 channels, but there are 3',
    )
  })

  it('follows the steps in their order', () => {
    const steps = [
      { step: 'channels', order: 'bgr' },
      { step: 'scale', from: [0, 2], to: [0, 1] },
      { step: 'normalise', mean: [0, 0, 1], std: [1, 2, 1] },
    ]
    expect([...make({ steps }, [1, 3, 1, 2], image).values]).toEqual([1.5, 3, 0.5, 1.25, -0.5, 1])
  })

  it('takes arrays with and without channels', () => {
    const array = (dims: number[]): SourceValue => ({
      kind: 'array',
      dims,
      values: new Float32Array(dims.reduce((a, b) => a * b)),
    })
    expect(make({}, [1, 1, 2, 3], array([2, 3])).dims).toEqual([1, 2, 3])
    expect(make({}, [1, 4, 2, 3], array([4, 2, 3])).dims).toEqual([4, 2, 3])
    expect(make(volumeSource, [1, 1, 4, 2, 3], array([4, 2, 3])).dims).toEqual([1, 4, 2, 3])
    expect(make(volumeSource, [1, 2, 4, 2, 3], array([2, 4, 2, 3])).dims).toEqual([2, 4, 2, 3])
    expect(() => make({}, [1, 1, 2, 3], array([1, 1, 2, 3]))).toThrow(
      '1 x 1 x 2 x 3 cannot be read as one image',
    )
    expect(() => make(volumeSource, [1, 1, 2], array([2]))).toThrow('cannot be read as one volume')
  })

  it('takes a volume, and a volume of one slice as an image', () => {
    expect(make(volumeSource, ['n', 1, 1, 2, 2], slice).dims).toEqual([1, 1, 2, 2])
    expect(make({}, ['n', 1, 2, 2], slice).dims).toEqual([1, 2, 2])
    expect(() => make(volumeSource, ['n', 1, 1, 1, 2], image)).toThrow('the source is of kind image')
  })

  it('is refused with the numbers and the step to add', () => {
    const problem = (dims: (number | string)[], fields = {}) => {
      try {
        make(fields, dims, image)
      } catch (thrown) {
        return thrown
      }
      return null
    }
    expect(problem(['batch', 3, 224, 224])).toMatchObject({
      message: 'Case c1, scan: the tensor is 3 x 1 x 2, but input scan of the model wants 3 x 224 x 224.',
      details: { problem: 'size' },
    })
    expect(problem(['batch', 1, 'h', 2])).toMatchObject({
      details: { problem: 'channels', wanted: [1, 'any', 2] },
    })
    expect(problem(['batch', 2, 3])).toMatchObject({ details: { problem: 'rank' } })
    const reordered = problem(['batch', 1, 2, 3])
    expect(reordered).toMatchObject({ details: { problem: 'axes' } })
    expect(describeError(reordered as AppError).advice).toMatch(/layout.*orient/)
    expect(problem(['batch', 1, 2, 4], { layout: 'channels-last' })).toMatchObject({
      details: { problem: 'channels' },
    })
  })

  it('is refused when it is not finite', () => {
    const value: SourceValue = { kind: 'array', dims: [1, 3], values: Float32Array.from([1, NaN, Infinity]) }
    expect(() => make({}, [1, 1, 1, 3], value)).toThrow(
      'Case c1, scan: 2 values of the tensor are not finite',
    )
  })

  it('names the inputs that exist when its own does not', () => {
    expect(() => make({ input: 'elsewhere' }, [1], image)).toThrow('feeds input elsewhere')
  })
})
