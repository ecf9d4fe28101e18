import { planesOf } from '@shared/picture/planes'
import { sliceValues } from '@shared/slice-values'
import { expect, it } from 'vitest'
import { packSlice, toSlice } from '../../../../src/main/services/desk/packed-slice'

const [plane] = planesOf({ dims: [1, 1, 4], affineLps: null, pixels: null }).planes
const header = { range: [0, 1], percentiles: [0, 0, 1, 1], pixelAspect: 1, plane: plane! } as const

it.each([
  ['whole numbers of 16 bits', [-32768, 32767, 0, -1], 'int16'],
  ['a fraction', [1, 2.5, 3, 4], 'float32'],
  ['beyond 16 bits', [0, 32768, 0, 0], 'float32'],
  ['no number', [0, Number.NaN, 1, 2], 'float32'],
  ['without end', [0, Number.NEGATIVE_INFINITY, 1, 2], 'float32'],
])('slices come over a border as they are: %s', (_, given, stored) => {
  const values = Float32Array.from(given)
  const slice = toSlice(packSlice({ ...header, dims: [1, 4, 1], range: [0, 1], values }))
  expect([slice.stored, atob(slice.pixels).length]).toEqual([stored, stored === 'int16' ? 8 : 16])
  expect([...sliceValues(slice)]).toEqual([...values])
})
