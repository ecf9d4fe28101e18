/** The window of a convolution or pooling, and how it carries boxes from its input to its output. */
import { intOf, intsOf, textOf } from '../attributes'
import type { NodeProto } from '../onnx_pb'
import type { Box } from './box'

/** Per spatial axis. Output position o reads input positions o * stride - pad + tap * dilation. */
export interface Window {
  readonly kernel: readonly number[]
  readonly stride: readonly number[]
  readonly dilation: readonly number[]
  readonly pad: readonly number[]
  /** Size of the output map. */
  readonly outDims: readonly number[]
}

/** Counts the taps of a window. */
export function tapCount({ kernel }: Window): number {
  return kernel.reduce((product, size) => product * size, 1)
}

/** Reads the window of a Conv, MaxPool or AveragePool node over a map. Source: ONNX operator schemas, "auto_pad", "ceil_mode". */
export function toWindow(node: NodeProto, dims: readonly number[], kernel: readonly number[]): Window {
  const ones = dims.map(() => 1)
  const stride = intsOf(node, 'strides') ?? ones
  const dilation = intsOf(node, 'dilations') ?? ones
  const reach = kernel.map((size, axis) => (size - 1) * (dilation[axis] ?? 1) + 1)
  const autoPad = textOf(node, 'auto_pad', 'NOTSET')
  if (autoPad.startsWith('SAME')) {
    const outDims = dims.map((length, axis) => Math.ceil(length / (stride[axis] ?? 1)))
    const total = dims.map((length, axis) => {
      const needed = ((outDims[axis] ?? 1) - 1) * (stride[axis] ?? 1) + (reach[axis] ?? 1)
      return Math.max(0, needed - length)
    })
    const pad = total.map((sum) => (autoPad === 'SAME_LOWER' ? Math.ceil(sum / 2) : Math.floor(sum / 2)))
    return { kernel, stride, dilation, pad, outDims }
  }
  const pads =
    autoPad === 'VALID' ? dims.flatMap(() => [0, 0]) : (intsOf(node, 'pads') ?? dims.flatMap(() => [0, 0]))
  const roundsUp = intOf(node, 'ceil_mode', 0) === 1
  const round = roundsUp ? Math.ceil : Math.floor
  const outDims = dims.map((length, axis) => {
    const padded = length + (pads[axis] ?? 0) + (pads[axis + dims.length] ?? 0)
    const count = round((padded - (reach[axis] ?? 1)) / (stride[axis] ?? 1)) + 1
    // With ceil_mode a last window that would begin behind the input and its first padding does not exist.
    const beginsInside = (count - 1) * (stride[axis] ?? 1) < length + (pads[axis] ?? 0)
    return beginsInside || !roundsUp ? count : count - 1
  })
  return { kernel, stride, dilation, pad: pads.slice(0, dims.length), outDims }
}

/** Finds the output positions whose windows can see the box; at least one, so that no map is ever empty. */
export function reachedBox({ kernel, stride, dilation, pad, outDims }: Window, { lo, hi }: Box): Box {
  const first = lo.map((start, axis) => {
    const span = (dilation[axis] ?? 1) * ((kernel[axis] ?? 1) - 1)
    const earliest = Math.ceil((start + (pad[axis] ?? 0) - span) / (stride[axis] ?? 1))
    return Math.min(Math.max(0, earliest), (outDims[axis] ?? 1) - 1)
  })
  const end = hi.map((stop, axis) => {
    const latest = Math.floor((stop - 1 + (pad[axis] ?? 0)) / (stride[axis] ?? 1))
    return Math.max(Math.min(latest + 1, outDims[axis] ?? 1), (first[axis] ?? 0) + 1)
  })
  return { lo: first, hi: end }
}
