import { describe, expect, it } from 'vitest'
import { boxElements } from '../../../src/main/maskers/grid-elements'
import type { PartView } from '../../../src/main/maskers/part-view'
import { createLine } from '../../../src/main/maskers/replacements/line'
import { findGridAxes } from '../../../src/main/tensors/grid-axes'

/** Two leads of six samples; masks `size` samples from `offset` on. */
function mask(layout: 'channels-first' | 'channels-last', offset: number, size: number): number[] {
  const leads = [
    [0, 10, 99, 99, 40, 50],
    [6, 4, -7, 8, 0, 2],
  ]
  const dims = layout === 'channels-first' ? [2, 6] : [6, 2]
  const inOrder =
    layout === 'channels-first' ? leads.flat() : leads[0]!.flatMap((value, at) => [value, leads[1]![at]!])
  const values = Float32Array.from(inOrder)
  const axes = findGridAxes(dims, 1, layout)!
  const part = boxElements(axes, [0, 1], { offset: [offset], size: [size] })
  const view = { modality: 'ecg', original: { dtype: 'float32', dims, values }, part, spatial: axes.spatial }
  const valueOf = createLine()(view as unknown as PartView)
  const masked = [...values]
  part((index, channel) => {
    masked[index] = valueOf(index, channel)
  })
  const lead = (channel: number): number[] =>
    layout === 'channels-first'
      ? masked.slice(6 * channel, 6 * channel + 6)
      : masked.filter((_, index) => index % 2 === channel)
  return [...lead(0), ...lead(1)]
}

describe.each(['channels-first', 'channels-last'] as const)(
  'the line between the ends of a part (%s)',
  (layout) => {
    it('is straight, for each lead by itself', () => {
      expect(mask(layout, 2, 2)).toEqual([0, 10, 20, 30, 40, 50, 6, 4, 4 - 4 / 3, 4 - 8 / 3, 0, 2])
    })

    it('is the other end at an end of the recording, and the mean of a lead for all of it', () => {
      expect(mask(layout, 0, 2)).toEqual([99, 99, 99, 99, 40, 50, -7, -7, -7, 8, 0, 2])
      expect(mask(layout, 4, 2)).toEqual([0, 10, 99, 99, 99, 99, 6, 4, -7, 8, 8, 8])
      expect(mask(layout, 0, 6)).toEqual([
        ...Array<number>(6).fill(298 / 6),
        ...Array<number>(6).fill(13 / 6),
      ])
    })
  },
)

it('a box of more axes than can be walked is a fault, not a part without elements', () => {
  const axis = { length: 2, stride: 1 }
  const axes = { channel: axis, spatial: [axis, axis, axis, axis] }
  expect(() => boxElements(axes, [0], { offset: [], size: [] })).toThrow('4 axes')
})
