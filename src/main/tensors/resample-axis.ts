/** One axis of a grid with another number of samples; axes are changed one after the other. */

/** For every new sample: where its window starts in the old axis and how much each old sample counts. */
export interface AxisWeights {
  readonly from: number
  readonly starts: readonly number[]
  readonly weights: readonly (readonly number[])[]
}

export interface AxisSampling {
  readonly interpolation: 'linear' | 'nearest'
  /** Widens the triangle to the source area when shrinking. */
  readonly antialias: boolean
}

/**
 * Plans an axis of `to` samples over `from`, with half-pixel centres: the edges of both axes coincide.
 * Linear is a triangle of half-width 1, widened by the shrink factor with antialias: the BILINEAR filter of Pillow without its
 * rounding to bytes. What the triangle would take from beyond the edge is shared by the samples inside.
 * Nearest takes the sample whose cell holds the centre, as Pillow's NEAREST.
 */
export function planAxis(from: number, to: number, { interpolation, antialias }: AxisSampling): AxisWeights {
  const scale = from / to
  const reach = antialias ? Math.max(scale, 1) : 1
  const starts: number[] = []
  const weights: number[][] = []
  for (let sample = 0; sample < to; sample += 1) {
    const centre = (sample + 0.5) * scale
    if (interpolation === 'nearest') {
      starts.push(Math.min(from - 1, Math.floor(centre)))
      weights.push([1])
      continue
    }
    const start = Math.max(0, Math.floor(centre - reach + 0.5))
    const end = Math.min(from, Math.floor(centre + reach + 0.5))
    starts.push(start)
    weights.push(triangle(start, end, centre, reach))
  }
  return { from, starts, weights }
}

function triangle(start: number, end: number, centre: number, reach: number): number[] {
  const raw = Array.from({ length: end - start }, (_, offset) =>
    Math.max(0, 1 - Math.abs(start + offset + 0.5 - centre) / reach),
  )
  const total = raw.reduce((sum, weight) => sum + weight, 0)
  return raw.map((weight) => weight / total)
}

/**
 * Applies a plan to the middle axis of values seen as [outer, from, inner]; sums in float64.
 * Ownership: reads `values`, returns a new array [outer, to, inner].
 */
export function resampleAxis(values: Float32Array, inner: number, plan: AxisWeights): Float32Array {
  const to = plan.starts.length
  const outer = values.length / (plan.from * inner)
  const out = new Float32Array(outer * to * inner)
  for (let row = 0; row < outer * to; row += 1) {
    const sample = row % to
    const weights = plan.weights[sample] ?? []
    // First old element that this row of new elements draws from.
    const base = (Math.floor(row / to) * plan.from + (plan.starts[sample] ?? 0)) * inner
    for (let column = 0; column < inner; column += 1) {
      out[row * inner + column] = weightedSum(values, base + column, inner, weights)
    }
  }
  return out
}

function weightedSum(
  values: Float32Array,
  start: number,
  stride: number,
  weights: readonly number[],
): number {
  let sum = 0
  for (let tap = 0; tap < weights.length; tap += 1) {
    sum += (values[start + tap * stride] ?? 0) * (weights[tap] ?? 0)
  }
  return sum
}
