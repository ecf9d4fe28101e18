import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTensorMaker } from '../../../fixtures/builders/kinds'
import { buildGridModality } from '../../../fixtures/builders/modality'
import type { ImageValue, VolumeValue } from '../../../../src/main/readers/source-value'

const dims = [6, 8, 10] as const
const count = dims[0] * dims[1] * dims[2]

function volumeOf(
  values: readonly number[],
  place: { dims?: readonly [number, number, number]; origin?: readonly [number, number, number] } = {},
): VolumeValue {
  const { dims: own = dims, origin = [0, 0, 0] } = place
  return {
    ...{ kind: 'volume', dims: own, values: Float32Array.from(values), unit: '', spacingMm: [2, 1, 1] },
    affineLps: [1, 0, 0, origin[0], 0, 1, 0, origin[1], 0, 0, 2, origin[2], 0, 0, 0, 1],
  }
}

/** Expects an error with a code, and details among its own. */
function expectCode(run: () => unknown, code: string, details: Record<string, unknown>): void {
  let thrown: unknown = null
  try {
    run()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toMatchObject({ code, details })
}

const names = new Map<number, string>()
const labelsOf = (map: VolumeValue | ImageValue, own = names) => ({ file: 'map.nii', map, names: own })

function make(
  value: VolumeValue | ImageValue,
  parts: Record<string, unknown> = {},
  fields: Record<string, unknown> = {},
) {
  const modality = buildGridModality({
    ...{ kind: 'volume', parts: { labels: { column: 'map' }, ...parts } },
    ...fields,
  })
  const inputDims = new Map([
    ['scan', ['batch', null, null, null, null].slice(0, modality.kind === 'image' ? 4 : 5)],
  ])
  return createTensorMaker(modality, { inputDims, statistics: new Map(), tokenizer: null })(value, 'c1')
}

const nearest = { interpolation: 'nearest' } as const
const length = fc.integer({ min: 3, max: 12 })
const stepArbitrary = fc.oneof(
  fc.tuple(length, length, length).map((size) => ({ step: 'resize', size, ...nearest, antialias: false })),
  fc.tuple(length, length, length).map((size) => ({ step: 'pad', size, value: 0 })),
  fc.constant({ step: 'crop', size: [3, 3, 3] }),
  fc.constant({ step: 'crop', size: 'square' }),
  fc.constantFrom(1, 1.7, 2.5).map((spacingMm) => ({ step: 'resample', spacingMm, ...nearest })),
  fc.constantFrom('LPS', 'RAS', 'SPL', 'AIR').map((axes) => ({ step: 'orient', axes })),
  fc.tuple(length, length, length).map((size) => ({
    ...{ step: 'reslice', size, spacingMm: [1.5, 1.5, 1.5], axes: 'LPS', center: 'image', outside: 0 },
    ...nearest,
  })),
)

describe('a label map beside a volume', () => {
  it('goes through the same steps: where the picture holds its own labels, tensor and map are the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: count, maxLength: count }),
        fc.array(stepArbitrary, { maxLength: 4 }),
        (values, steps) => {
          const picture = volumeOf(values)
          const made = make({ ...picture, labels: labelsOf(picture) }, { rest: 'never' }, { steps })
          const map = made.labels!
          const tensor = made.tensors.get('scan')!
          expect(map.dims).toEqual(tensor.dims.slice(1))
          const valueAt = [...map.partOf].map((part) => (part < 0 ? 0 : map.labels[part]!.value))
          expect(valueAt).toEqual([...tensor.values].map(Number))
        },
      ),
      { numRuns: 60, seed: 3 },
    )
  })

  it('is unmoved by steps of intensity', () => {
    const values = Array.from({ length: count }, (_, index) => (index % 7 === 0 ? 2 : 0))
    const steps = [
      { step: 'clip', min: 0.5, max: 1 },
      { step: 'window', center: 1, width: 3 },
      { step: 'scale', from: [0, 1], to: [5, 6] },
      { step: 'normalise', mean: [1], std: [2] },
    ]
    const { labels } = make({ ...volumeOf(values), labels: labelsOf(volumeOf(values)) }, {}, { steps })
    expect(labels!.labels).toEqual([
      { name: 'label 2', value: 2, voxels: 69 },
      { name: 'rest', value: null, voxels: count - 69 },
    ])
  })

  it('is brought to the grid of the picture through patient space', () => {
    const small = volumeOf([4, 4, 4, 4, 4, 4, 4, 4], { dims: [2, 2, 2], origin: [3, 2, 4] })
    const { labels } = make({ ...volumeOf(Array<number>(count).fill(1)), labels: labelsOf(small) })
    const inside = [2, 3].flatMap((z) => [2, 3].flatMap((y) => [3, 4].map((x) => (z * 8 + y) * 10 + x)))
    expect([...labels!.partOf.entries()].flatMap(([at, part]) => (part === 0 ? [at] : []))).toEqual(inside)
  })

  it('names its parts by the file, then by the study, then by the value; one name is one part', () => {
    const values = Array.from({ length: count }, (_, index) => index % 5)
    const own = new Map([
      [1, 'liver'],
      [4, 'tumour'],
    ])
    const { labels } = make(
      { ...volumeOf(values), labels: labelsOf(volumeOf(values), own) },
      { names: { 1: 'not this', 2: 'tumour', 4: 'nor this' }, rest: 'never' },
    )
    expect(labels!.labels).toEqual([
      { name: 'liver', value: 1, voxels: 96 },
      { name: 'tumour', value: 2, voxels: 192 },
      { name: 'label 3', value: 3, voxels: 96 },
    ])
    expect([...labels!.partOf.slice(0, 5)]).toEqual([-1, 0, 1, 2, 1])
  })

  it('takes only the labels that are named, by value or by name; the others belong to the rest', () => {
    const values = Array.from({ length: count }, (_, index) => index % 4)
    const { labels } = make(
      { ...volumeOf(values), labels: labelsOf(volumeOf(values)) },
      { names: { 3: 'tumour' }, only: [1, 'tumour'] },
    )
    expect(labels!.labels.map(({ name, voxels }) => [name, voxels])).toEqual([
      ['label 1', 120],
      ['tumour', 120],
      ['rest', 240],
    ])
  })

  it('says which labels vanish in the steps, and when there is none at all', () => {
    const values = Array.from({ length: count }, (_, index) => (index === 0 ? 2 : index >= 240 ? 1 : 0))
    const steps = [{ step: 'resize', size: [3, 3, 3] }]
    const made = make({ ...volumeOf(values), labels: labelsOf(volumeOf(values)) }, {}, { steps })
    expect(made.notices).toEqual([
      { code: 'labels/vanished', details: { file: 'map.nii', labels: ['label 2'] } },
    ])
    expect(made.labels!.labels.map(({ name }) => name)).toEqual(['label 1', 'rest'])
    const none = make({ ...volumeOf(values), labels: labelsOf(volumeOf(Array<number>(count).fill(0))) })
    expect(none.notices).toEqual([{ code: 'labels/none', details: { file: 'map.nii' } }])
    expect(none.labels!.labels).toEqual([{ name: 'rest', value: null, voxels: count }])
  })

  it('says which labels no voxel of the picture has, and does not call such a map empty', () => {
    const picture = volumeOf(Array.from({ length: count }, (_, index) => index % 7))
    const beside = volumeOf([3, 3, 3, 3, 0, 0, 0, 0], { dims: [1, 1, 8], origin: [8, 0, 0] })
    const labelled = { ...beside, values: Float32Array.of(3, 3, 0, 0, 0, 4, 4, 4) }
    const { notices, labels } = make({ ...picture, labels: labelsOf(labelled) })
    expect(notices).toEqual([
      { code: 'labels/off-picture', details: { file: 'map.nii', labels: ['label 4'] } },
    ])
    expect(labels!.labels.map(({ name }) => name)).toEqual(['label 3', 'rest'])
    const all = make(
      { ...picture, labels: labelsOf({ ...beside, values: labelled.values.toReversed() }) },
      { only: [3] },
    )
    expect(all.notices).toEqual([
      { code: 'labels/off-picture', details: { file: 'map.nii', labels: ['label 3'] } },
    ])
  })

  it.each([
    ['map', 'nifti/no-transform'],
    ['picture', 'nifti/no-transform'],
    ['map', 'image/geometry-assumed'],
  ] as const)(
    'lies voxel on voxel where the %s has no place of its own (%s), or is refused',
    (which, code) => {
      const values = Array.from({ length: count }, (_, index) => (index === 93 ? 1 : 0))
      const notices = [{ code, details: { file: 'x' } }]
      const assumed = (is: string, own: VolumeValue): VolumeValue =>
        is === which ? { ...own, notices } : own
      const picture = assumed('picture', volumeOf(values, { origin: [40, 40, 40] }))
      const made = make({ ...picture, labels: labelsOf(assumed('map', volumeOf(values))) })
      expect([...made.labels!.partOf.entries()].flatMap(([at, part]) => (part === 0 ? [at] : []))).toEqual([
        93,
      ])
      expect(made.notices).toEqual([
        { code: 'labels/voxel-on-voxel', details: { file: 'map.nii', dims: [...dims], unplaced: [which] } },
      ])
      const small = assumed('map', volumeOf([1, 1, 1, 1, 1, 1, 1, 1], { dims: [2, 2, 2] }))
      expectCode(() => make({ ...picture, labels: labelsOf(small) }), 'labels/other-dims', {
        dims: [2, 2, 2],
      })
    },
  )

  it('keeps the place of the picture for the steps behind, though the map has none', () => {
    const values = Array.from({ length: count }, (_, index) => (index === 93 ? 1 : 0))
    const map = {
      ...volumeOf(values),
      notices: [{ code: 'nifti/no-transform' as const, details: { file: 'x' } }],
    }
    const steps = [{ step: 'orient', axes: 'RPI' }]
    const { labels, tensors } = make(
      { ...volumeOf(values), labels: labelsOf(map) },
      { rest: 'never' },
      { steps },
    )
    expect(labels!.partOf.indexOf(0)).toBe([...tensors.get('scan')!.values].map(Number).indexOf(1))
  })

  it('tells what its reader noticed', () => {
    const values = Array.from({ length: count }, (_, index) => index % 7)
    const notices = [{ code: 'dicom/fractional-segmentation' as const, details: { file: 'map.dcm' } }]
    const made = make({ ...volumeOf(values), labels: labelsOf({ ...volumeOf(values), notices }) })
    expect(made.notices).toEqual(notices)
  })

  it('is refused where numbers are so large that two labels may have become one', () => {
    const values = Array.from({ length: count }, (_, index) => (index === 93 ? 2 ** 24 + 1 : 2 ** 24 - 1))
    expectCode(
      () => make({ ...volumeOf(values), labels: labelsOf(volumeOf(values)) }),
      'labels/large-number',
      {
        ...{ file: 'map.nii', value: 2 ** 24, position: [1, 1, 3] },
      },
    )
  })

  it('is refused where its values are not whole, with the place of the first', () => {
    const values = Array.from({ length: count }, (_, index) => (index === 93 ? 1.5 : 0))
    expectCode(() => make({ ...volumeOf(values), labels: labelsOf(volumeOf(values)) }), 'labels/not-whole', {
      ...{ caseId: 'c1', modality: 'scan', file: 'map.nii', value: 1.5, position: [1, 1, 3] },
    })
    const below = values.map((value) => -2 * Math.round(value))
    expectCode(() => make({ ...volumeOf(values), labels: labelsOf(volumeOf(below)) }), 'labels/not-whole', {
      value: -4,
    })
  })

  it('is refused where it lies elsewhere in the patient, or has other dims and no place', () => {
    const ones = Array<number>(count).fill(1)
    const far = volumeOf(ones, { origin: [500, 0, 0] })
    expectCode(() => make({ ...volumeOf(ones), labels: labelsOf(far) }), 'labels/elsewhere', {
      ...{ dims: [...dims], wanted: [...dims], centre: [505, 4, 5], wantedCentre: [5, 4, 5] },
    })
    const array = { kind: 'array' as const, dims: [6, 8, 9], values: new Float32Array(432) }
    const labels = { file: 'map.npy', map: array, names }
    expectCode(() => make({ ...volumeOf(ones), labels }), 'labels/other-dims', {
      ...{ dims: [6, 8, 9], wanted: [...dims] },
    })
  })
})

describe('a label map beside an image', () => {
  const image = (values: readonly number[], channels = 1): ImageValue => ({
    ...{ kind: 'image', dims: [4, 4, channels], values: Float32Array.from(values), maxValue: 255 },
  })

  it('covers all channels of the image, and has one number per pixel itself', () => {
    const colours = image(Array<number>(48).fill(9), 3)
    const map = image([...Array<number>(15).fill(0), 7])
    const fields = { kind: 'image', steps: [{ step: 'channels', order: 'rgb' }] }
    const { labels, tensors } = make({ ...colours, labels: labelsOf(map) }, {}, fields)
    expect(tensors.get('scan')!.dims).toEqual([3, 4, 4])
    expect(labels!.labels).toEqual([
      { name: 'label 7', value: 7, voxels: 1 },
      { name: 'rest', value: null, voxels: 15 },
    ])
    expectCode(() => make({ ...colours, labels: labelsOf(colours) }, {}, fields), 'labels/channels', {
      channels: 3,
    })
  })
})
