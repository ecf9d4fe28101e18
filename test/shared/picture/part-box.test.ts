import { expect, it } from 'vitest'
import { boxWords, partBoxes } from '@shared/picture/part-box'
import { planesOf } from '@shared/picture/planes'
import { placeWords } from '@shared/words/plane-words'
import { strongestPerSlice } from '@shared/picture/slice-strip'

const grid = { kind: 'grid' as const, dims: [2, 3, 4], size: [1, 2, 4], stride: [1, 2, 4] }
const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

it('finds the boxes of a grid, cut off at the edge', () => {
  expect(partBoxes(grid)).toEqual([
    { first: [0, 0, 0], last: [3, 1, 0] },
    { first: [0, 2, 0], last: [3, 2, 0] },
    { first: [0, 0, 1], last: [3, 1, 1] },
    { first: [0, 2, 1], last: [3, 2, 1] },
  ])
})

it('finds the boxes of labels, over lines and slices; none for a label without a voxel', () => {
  const label = (name: string) => ({ name, value: 1, voxels: 1 })
  // 2 x 2 x 3: part 0 from the second element over the end of the first slice, part 1 at the last element.
  const layout = {
    ...{ kind: 'labels' as const, dims: [2, 2, 3], labels: [label('a'), label('b'), label('none')] },
    runs: [-1, 2, 0, 5, -1, 4, 1, 1],
  }
  expect(partBoxes(layout)).toEqual([
    { first: [0, 0, 0], last: [2, 1, 1] },
    { first: [2, 1, 1], last: [2, 1, 1] },
    null,
  ])
})

it('says where a box is in the patient, to the outer edges of its voxels', () => {
  const [box] = partBoxes(grid)
  // 2 mm along x to the left, 1 mm along y to the front, 5 mm along z to the head.
  const affine = [2, 0, 0, -3, 0, -1, 0, 0, 0, 0, 5, 10, 0, 0, 0, 1]
  expect(boxWords(box!, affine)).toBe('R 4.0 to L 4.0, A 1.5 to P 0.5, S 7.5 to S 12.5 mm')
})

it('the strip has the strongest part of every slice, in the order of the screen and with its sign', () => {
  const [axial, coronal] = planesOf({ dims: [2, 3, 4], affineLps: identity, pixels: null }).planes
  const boxes = partBoxes(grid)
  // z grows to the head, so the first slice on the screen is the last of the array.
  expect([...strongestPerSlice(boxes, [0.1, -0.4, 0.2, 0], axial!, identity)]).toEqual([0.2, -0.4])
  expect([...strongestPerSlice(boxes, [0.1, -0.4, 0.2, 0], coronal!, identity)]).toEqual([0.2, 0.2, -0.4])
  // A file of half the spacing: every slice of the model is two of its slices.
  const fine = planesOf({ dims: [4, 6, 8], affineLps: identity, pixels: null }).planes[0]!
  const doubled = [2, 0, 0, 0.5, 0, 2, 0, 0.5, 0, 0, 2, 0.5, 0, 0, 0, 1]
  expect([...strongestPerSlice(boxes, [0.1, 0, 0.2, 0], fine, doubled)]).toEqual([0.2, 0.2, 0.1, 0.1])
})

it('a sheared volume is said to be one: its angles and distances are not true', () => {
  const sheared = [1, 0, 0, 0, 0, 1, 2.7, 0, 0, 0, 5, 0, 0, 0, 0, 1]
  const words = placeWords(planesOf({ dims: [2, 3, 4], affineLps: sheared, pixels: null }))
  expect(words).toBe('axes not at right angles (sheared by 28°): angles and distances are not true here')
})
