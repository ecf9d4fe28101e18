/** By what the sum of a pooling window is multiplied. */
import { at } from '@shared/at'
import { boxSize } from './box'
import type { RowIndex } from './row-index'
import { tapCount } from './window'

/** One over the number of taps inside the map (all taps when the padding counts), per row of the masks. Returns float32 [rows]. */
export function fillTapFactors(
  { from, boxes, window, outside }: RowIndex,
  masks: readonly number[],
): Float32Array {
  const chosen = masks.map((mask) => at(boxes, mask))
  const factors = new Float32Array(chosen.reduce((sum, box) => sum + boxSize(box), 0))
  if (window === null) return factors.fill(1)
  if (outside === 'nearest') return factors.fill(1 / tapCount(window))
  let row = 0
  for (const { lo, hi } of chosen) {
    const counts = lo.map((start, axis) =>
      Array.from({ length: at(hi, axis) - start }, (_, place) => {
        const first = (start + place) * at(window.stride, axis) - at(window.pad, axis)
        const taps = Array.from(
          { length: at(window.kernel, axis) },
          (__, tap) => first + tap * at(window.dilation, axis),
        )
        return taps.filter((position) => position >= 0 && position < at(from.dims, axis)).length
      }),
    )
    for (const count of products(counts)) {
      factors[row] = 1 / count
      row += 1
    }
  }
  return factors
}

/** Products of one entry per axis, last axis fastest. */
function products(axes: readonly (readonly number[])[]): number[] {
  return axes.reduce<number[]>(
    (before, axis) => before.flatMap((one) => axis.map((other) => one * other)),
    [1],
  )
}
