/** The stretches of a layout by labels, element by element. */
import { at } from './at'
import type { LabelsLayout } from './part'

const known = new WeakMap<LabelsLayout, Int32Array>()

/** Part of every element over the dims, last axis fastest; -1 where nothing is masked. Computed once per layout. */
export function labelPartsOf(layout: LabelsLayout): Int32Array {
  const found = known.get(layout) ?? unroll(layout)
  known.set(layout, found)
  return found
}

function unroll({ dims, runs }: LabelsLayout): Int32Array {
  const parts = new Int32Array(dims.reduce((product, length) => product * length, 1)).fill(-1)
  let start = 0
  for (let index = 0; index + 1 < runs.length; index += 2) {
    const end = start + at(runs, index + 1)
    parts.fill(at(runs, index), start, end)
    start = end
  }
  return parts
}

/** Mean position of every part over the dims: its centre of mass. */
export function labelCentres(layout: LabelsLayout): number[][] {
  const { dims, labels } = layout
  const sums = labels.map(() => dims.map(() => 0))
  labelPartsOf(layout).forEach((part, element) => {
    const sum = sums[part]
    if (sum === undefined) return
    let rest = element
    for (let axis = dims.length - 1; axis >= 0; axis -= 1) {
      const length = at(dims, axis)
      sum[axis] = at(sum, axis) + (rest % length)
      rest = Math.floor(rest / length)
    }
  })
  return sums.map((sum, part) => sum.map((one) => one / Math.max(1, at(labels, part).voxels)))
}
