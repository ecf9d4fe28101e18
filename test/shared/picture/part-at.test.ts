import { gridParts, type GridLayout, type LabelsLayout } from '@shared/part'
import { partCentre } from '@shared/picture/part-centre'
import { createPartsAt } from '@shared/picture/part-at'
import { expect, it } from 'vitest'

const grids: [string, GridLayout][] = [
  ['side by side', { kind: 'grid', dims: [4, 6, 5], size: [2, 3, 2], stride: [2, 3, 2] }],
  ['overlapping', { kind: 'grid', dims: [4, 6, 5], size: [2, 3, 4], stride: [1, 2, 2] }],
  ['with gaps', { kind: 'grid', dims: [5, 6], size: [1, 2], stride: [2, 3] }],
]

it.each(grids)('finds the parts over every place of a grid, %s', (_, layout) => {
  const { cover } = createPartsAt(layout)
  const parts = gridParts(layout)
  const [width = 1, height = 1, depth = 1] = layout.dims.toReversed()
  for (let z = 0; z < depth; z += 1)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const place = [z, y, x].slice(-layout.dims.length)
        const wanted = parts.flatMap(({ offset, size }, part) =>
          place.every((one, axis) => one >= offset[axis]! && one < offset[axis]! + size[axis]!) ? [part] : [],
        )
        expect(cover(x, y, z)).toEqual(wanted)
      }
  expect([cover(-1, 0, 0), cover(width, 0, 0), cover(0, height, 0)]).toEqual([[], [], []])
})

it('finds labels, and says where a part lies', () => {
  const labels: LabelsLayout = {
    ...{ kind: 'labels', dims: [2, 2, 3] },
    labels: [{ name: 'lesion', value: 1, voxels: 2 }],
    // Two of nothing, two of the label, the rest of nothing.
    runs: [-1, 2, 0, 2, -1, 8],
  }
  const { cover } = createPartsAt(labels)
  expect([cover(1, 0, 0), cover(2, 0, 0), cover(0, 1, 0), cover(1, 1, 1), cover(0, 0, 2)]).toEqual([
    [],
    [0],
    [0],
    [],
    [],
  ])
  expect(partCentre(labels, 0)).toEqual([1, 1, 0])
  expect(partCentre(grids[0]![1], 0)).toEqual([0, 1, 0])
  expect(partCentre({ kind: 'whole' }, 0)).toBeNull()
})
