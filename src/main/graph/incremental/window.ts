/** The window of a convolution or pooling, and how it carries boxes from its input to its output. */
import { at } from '@shared/at'
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
  const stride = given(node, 'strides', ones)
  const dilation = given(node, 'dilations', ones)
  const reach = kernel.map((size, axis) => (size - 1) * at(dilation, axis) + 1)
  const autoPad = textOf(node, 'auto_pad', 'NOTSET')
  if (autoPad.startsWith('SAME')) {
    const outDims = dims.map((length, axis) => Math.ceil(length / at(stride, axis)))
    const total = dims.map((length, axis) => {
      const needed = (at(outDims, axis) - 1) * at(stride, axis) + at(reach, axis)
      return Math.max(0, needed - length)
    })
    const pad = total.map((sum) => (autoPad === 'SAME_LOWER' ? Math.ceil(sum / 2) : Math.floor(sum / 2)))
    return { kernel, stride, dilation, pad, outDims }
  }
  const none = dims.flatMap(() => [0, 0])
  const pads = autoPad === 'VALID' ? none : given(node, 'pads', none)
  const roundsUp = intOf(node, 'ceil_mode', 0) === 1
  const round = roundsUp ? Math.ceil : Math.floor
  const outDims = dims.map((length, axis) => {
    const padded = length + at(pads, axis) + at(pads, axis + dims.length)
    const count = round((padded - at(reach, axis)) / at(stride, axis)) + 1
    // With ceil_mode a last window that would begin behind the input and its first padding does not exist.
    const beginsInside = (count - 1) * at(stride, axis) < length + at(pads, axis)
    return beginsInside || !roundsUp ? count : count - 1
  })
  return { kernel, stride, dilation, pad: pads.slice(0, dims.length), outDims }
}

/** An attribute per axis; an empty list stands for its default, as onnxruntime reads it. */
function given(node: NodeProto, name: string, otherwise: readonly number[]): readonly number[] {
  const list = intsOf(node, name)
  return list === null || list.length === 0 ? otherwise : list
}

/** Finds the output positions whose windows can see the box; at least one, so that no map is ever empty. */
export function reachedBox({ kernel, stride, dilation, pad, outDims }: Window, { lo, hi }: Box): Box {
  const first = lo.map((start, axis) => {
    const span = at(dilation, axis) * (at(kernel, axis) - 1)
    const earliest = Math.ceil((start + at(pad, axis) - span) / at(stride, axis))
    return Math.min(Math.max(0, earliest), at(outDims, axis) - 1)
  })
  const end = hi.map((stop, axis) => {
    const latest = Math.floor((stop - 1 + at(pad, axis)) / at(stride, axis))
    return Math.max(Math.min(latest + 1, at(outDims, axis)), at(first, axis) + 1)
  })
  return { lo: first, hi: end }
}
