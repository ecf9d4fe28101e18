/** Mean over cases, element by element. */
import type { ValueAccumulator } from './cohort-accumulator'

/** Creates the running mean: float64 sums, no case is kept. */
export function createMeanAccumulator(): ValueAccumulator {
  let sums = new Float64Array()
  let count = 0
  return {
    add: (values) => {
      if (count === 0) sums = new Float64Array(values.length)
      count += 1
      for (let index = 0; index < values.length; index += 1) {
        sums[index] = (sums[index] ?? Number.NaN) + (values[index] ?? Number.NaN)
      }
    },
    finish: () => Float32Array.from(sums, (sum) => sum / Math.max(1, count)),
  }
}
