import { createPartsAt } from '@shared/picture/part-at'
import { planesOf } from '@shared/picture/planes'
import { expect, it } from 'vitest'
import { colourParts } from '@/viewer/draw-map'
import { boundsOf, partsAtPixel, partsOver, partsOverSlices } from '@/viewer/parts-over'

const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
const [plane] = planesOf({ dims: [1, 2, 4], affineLps: null, pixels: null }).planes
/** Three patches of two columns, each half over the next. */
const overlapping = createPartsAt({ kind: 'grid', dims: [2, 4], size: [2, 2], stride: [2, 1] })

it('keeps all parts where they overlap, with their mean as colour and the box of each', () => {
  const over = partsOver(plane!, 0, identity, overlapping)
  expect([0, 1, 2, 3].map((pixel) => partsAtPixel(over, pixel))).toEqual([[0], [0, 1], [1, 2], [2]])
  expect([0, 1, 2, 3].map((part) => boundsOf(over, part))).toEqual([
    { left: 0, top: 0, width: 2, height: 2 },
    { left: 1, top: 0, width: 2, height: 2 },
    { left: 2, top: 0, width: 2, height: 2 },
    null,
  ])
  const rgba = colourParts(over, { values: [0, 1, 0], scale: { kind: 'absolute', limit: 1 } })
  expect([3, 7, 11, 15].map((byte) => rgba[byte])).toEqual([0, 153, 153, 0])
})

it('finds nothing over pixels that lie outside of the grid of the model, and the pixel there has no colour', () => {
  const shifted = [1, 0, 0, 2, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
  const over = partsOver(plane!, 0, shifted, overlapping)
  expect([0, 1, 2, 3].map((pixel) => partsAtPixel(over, pixel))).toEqual([[1, 2], [2], [], []])
  const rgba = colourParts(over, { values: [1, 1, 1], scale: { kind: 'absolute', limit: 1 } })
  expect([...rgba.slice(8, 16)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})

it('is one object for slices over the same parts, and every slice has the keys of its own', () => {
  const layout = { kind: 'grid' as const, dims: [4, 2, 2], size: [2, 1, 1], stride: [2, 1, 1] }
  const partsAt = createPartsAt(layout)
  const half = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 1]
  const tilted = [1, 0, 0, 0, 0, 1, 0.1, 0, 0, 0, 1, 0, 0, 0, 0, 1]
  for (const toModel of [identity, half, tilted]) {
    for (const one of planesOf({ dims: [8, 2, 2], affineLps: null, pixels: null }).planes) {
      const overSlices = partsOverSlices(one, toModel, partsAt)
      for (let slice = 0; slice < one.slices.count; slice += 1)
        expect([...overSlices(slice).keys]).toEqual([...partsOver(one, slice, toModel, partsAt).keys])
    }
  }
  const [axial] = planesOf({ dims: [8, 2, 2], affineLps: null, pixels: null }).planes
  const overSlices = partsOverSlices(axial!, identity, partsAt)
  const [first, second, third] = [overSlices(0), overSlices(1), overSlices(2)]
  expect([first === second, second === third]).toEqual([true, false])
})
