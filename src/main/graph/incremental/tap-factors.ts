/** By what the sum of a pooling window is multiplied. */
import { boxSize } from './box'
import type { RowIndex } from './row-index'
import { tapCount } from './window'

/** One over the number of taps inside the map (all taps when the padding counts), per row of the masks. Returns float32 [rows]. */
export function fillTapFactors(
  { from, boxes, window, outside }: RowIndex,
  masks: readonly number[],
): Float32Array {
  const chosen = masks.flatMap((mask) => boxes[mask] ?? [])
  const factors = new Float32Array(chosen.reduce((sum, box) => sum + boxSize(box), 0))
  if (window === null) return factors.fill(1)
  if (outside === 'nearest') return factors.fill(1 / tapCount(window))
  let at = 0
  for (const { lo, hi } of chosen) {
    const counts = lo.map((start, axis) =>
      Array.from({ length: (hi[axis] ?? 0) - start }, (_, place) => {
        const first = (start + place) * (window.stride[axis] ?? 1) - (window.pad[axis] ?? 0)
        const taps = Array.from(
          { length: window.kernel[axis] ?? 1 },
          (__, tap) => first + tap * (window.dilation[axis] ?? 1),
        )
        return taps.filter((position) => position >= 0 && position < (from.dims[axis] ?? 1)).length
      }),
    )
    for (const count of products(counts)) {
      factors[at] = 1 / count
      at += 1
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
