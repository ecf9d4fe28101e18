/** Replacement blur. */
import { AppError } from '@shared/errors'
import type { Axis } from '../../tensors/grid-axes'
import type { NumericReplacement, PartView } from '../part-view'

/**
 * Creates the replacement by a Gaussian-blurred copy of the case, each channel by itself, sigma in pixels on every spatial axis.
 * As gaussian_filter of SciPy: kernel cut at 4 sigma, edges mirrored. Computed once per case. Errors: masker/blur-sigma.
 */
export function createBlur(sigma: number): NumericReplacement {
  const blurredByCase = new WeakMap<Float32Array, Float32Array>()
  const kernel = sigma <= maxSigma ? gaussianKernel(sigma) : []
  return (view) => {
    checkSigma(view, sigma)
    const blurred =
      blurredByCase.get(view.original.values) ??
      view.spatial.reduce((values, axis) => blurAxis(values, axis, kernel), view.original.values)
    blurredByCase.set(view.original.values, blurred)
    return (index) => blurred[index] ?? Number.NaN
  }
}

/** No axis of a tensor within the size limit is longer than what this could blur. */
const maxSigma = 2 ** 16

function checkSigma({ modality, spatial }: PartView, sigma: number): void {
  const longest = Math.max(...spatial.map(({ length }) => length))
  if (sigma > longest || sigma > maxSigma)
    throw new AppError('masker/blur-sigma', { modality, sigma, longest })
}

/** Weights from the centre outwards; both sides together add up to 1. */
function gaussianKernel(sigma: number): number[] {
  const radius = Math.floor(4 * sigma + 0.5)
  const raw = Array.from({ length: radius + 1 }, (_, distance) => Math.exp(-0.5 * (distance / sigma) ** 2))
  const total = raw.reduce((sum, weight, distance) => sum + (distance === 0 ? 1 : 2) * weight, 0)
  return raw.map((weight) => weight / total)
}

function blurAxis(values: Float32Array, { length, stride }: Axis, kernel: readonly number[]): Float32Array {
  const blurred = new Float32Array(values.length)
  for (let index = 0; index < values.length; index += 1) {
    const position = Math.floor(index / stride) % length
    const line = index - position * stride
    let sum = (kernel[0] ?? Number.NaN) * (values[index] ?? Number.NaN)
    for (let distance = 1; distance < kernel.length; distance += 1) {
      const before = values[line + mirror(position - distance, length) * stride] ?? Number.NaN
      const after = values[line + mirror(position + distance, length) * stride] ?? Number.NaN
      sum += (kernel[distance] ?? Number.NaN) * (before + after)
    }
    blurred[index] = sum
  }
  return blurred
}

/** Folds a position back into the axis as often as needed, the edge pixel counted twice: d c b a | a b c d | d c b a. */
function mirror(position: number, length: number): number {
  const period = 2 * length
  const folded = ((position % period) + period) % period
  return folded < length ? folded : period - 1 - folded
}
