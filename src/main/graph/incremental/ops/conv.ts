/** A convolution of any rank as one Gather and one Gemm over the positions that masks reach. */
import { at } from '@shared/at'
import { int64Initializer, node } from '../../build-model'
import { intOf } from '../../attributes'
import { sameBoxes } from '../box'
import { rowsOf, sourceOf, type MapTensor } from '../map-tensor'
import type { RowIndex } from '../row-index'
import type { Emission, NodeInit } from '../../emission'
import type { PlanStep } from '../step'
import { reachedBox, tapCount, toWindow } from '../window'
import { planFirstConv } from './first-conv'
import { planWinogradConv } from './winograd-conv'
import { reduceTaps } from './reduce'

/** A convolution over rows that are already gathered. */
interface RowConv {
  readonly output: MapTensor
  /** Tensor [M x K, C], or [M, C] for one tap. */
  readonly taken: string
  readonly weight: string
  /** Empty when there is none. */
  readonly bias: string
  readonly rank: number
  readonly taps: number
  readonly groups: number
  readonly inChannels: number
  readonly opset: number
}

/**
 * Plans a Conv: rows [M, taps x channels] times reordered weights. Grouped and depthwise, strided and dilated, 1-D to 3-D.
 * Source: ONNX operator Conv. Limits: weights must be constants.
 */
export const planConv: PlanStep = (conv, { index, fresh, masks, input: masked }) => {
  const [input = '', weight = '', bias = ''] = conv.input
  const map = fresh(input)
  const weightDims = index.constants.get(weight)?.dims.map(Number)
  if (map?.boxes == null || weightDims?.length !== map.dims.length + 2) return null
  if (bias !== '' && !index.constantTensors.has(bias)) return null
  const window = toWindow(conv, map.dims, weightDims.slice(2))
  const boxes = map.boxes.map((box) => reachedBox(window, box))
  const name = conv.output[0] ?? ''
  const output: MapTensor = { name, channels: at(weightDims, 0), dims: window.outDims, boxes }
  if (input === masked) return planFirstConv(conv, window, output)
  const groups = intOf(conv, 'group', 1)
  const tiled = { node: conv, from: map, output, window, weight, bias, masks }
  const winograd = groups === 1 ? planWinogradConv(tiled) : null
  if (winograd !== null) return winograd
  const taps = tapCount(window)
  // A 1 x 1 convolution over the same positions needs no gathering.
  const isPointwise = taps === 1 && sameBoxes(boxes, map.boxes) && window.stride.every((step) => step === 1)
  const rowIndex: RowIndex = { name: `${name}::index`, from: map, boxes, window, outside: 'zero' }
  const rowConv: RowConv = {
    ...{ output, weight, bias, taps, opset: index.opset, rank: map.dims.length, inChannels: map.channels },
    taken: isPointwise ? rowsOf(map) : `${name}::taps`,
    groups,
  }
  const { nodes, initializers = [] } = emitConv(rowConv)
  if (isPointwise) return { node: conv, output, indices: [], emission: { nodes, initializers } }
  const gather = node('Gather', [sourceOf(map), rowIndex.name], [rowConv.taken], { axis: 0 })
  return { node: conv, output, indices: [rowIndex], emission: { nodes: [gather, ...nodes], initializers } }
}

function emitConv(conv: RowConv): Emission {
  if (conv.groups === 1) return emitDense(conv)
  const isDepthwise = conv.groups === conv.inChannels && conv.output.channels === conv.inChannels
  return isDepthwise ? emitDepthwise(conv) : emitGrouped(conv)
}

/** [M, K x C] x [K x C, O] + bias. */
function emitDense({ output, taken, weight, bias, rank, taps, inChannels }: RowConv): Emission {
  const { name, channels } = output
  const width = taps * inChannels
  const flat = `${name}::flat`
  const turned = turnWeight(weight, name, rank)
  return {
    nodes: [
      ...turned.nodes,
      node('Reshape', [taken, `${name}::flat-dims`], [flat]),
      // A Gemm can go without a bias from operator set 11 on.
      bias === ''
        ? node('MatMul', [flat, turned.rows], [rowsOf(output)])
        : node('Gemm', [flat, turned.rows, bias], [rowsOf(output)]),
    ],
    initializers: [
      int64Initializer(`${name}::flat-dims`, [2], [-1, width]),
      int64Initializer(turned.dims, [2], [width, channels]),
    ],
  }
}

/** [M, K, C] times [K, C], summed over K. */
function emitDepthwise({ output, taken, weight, bias, rank, taps, inChannels, opset }: RowConv): Emission {
  const { name } = output
  const turned = turnWeight(weight, name, rank)
  const sum = bias === '' ? rowsOf(output) : `${name}::sum`
  const reduced = reduceTaps('ReduceSum', opset, `${name}::products`, sum)
  return {
    nodes: [
      ...turned.nodes,
      node('Reshape', [taken, `${name}::tap-dims`], [`${name}::by-tap`]),
      node('Mul', [`${name}::by-tap`, turned.rows], [`${name}::products`]),
      ...reduced.nodes,
      ...addBias(sum, bias, output),
    ],
    initializers: [
      ...reduced.initializers,
      int64Initializer(`${name}::tap-dims`, [3], [-1, taps, inChannels]),
      int64Initializer(turned.dims, [2], [taps, inChannels]),
    ],
  }
}

/** One matrix product per group: [G, M, K x C/G] x [G, K x C/G, O/G]. */
function emitGrouped({ output, taken, weight, bias, taps, groups, inChannels }: RowConv): Emission {
  const { name, channels } = output
  const perGroup = inChannels / groups
  const product = bias === '' ? rowsOf(output) : `${name}::sum`
  const steps: readonly [string, string, readonly number[]][] = [
    [taken, 'by-group', [-1, taps, groups, perGroup]],
    [`${name}::groups-first`, 'flat', [groups, -1, taps * perGroup]],
    [weight, 'weight-split', [groups, channels / groups, perGroup, taps]],
    [`${name}::weight-turned`, 'weight-rows', [groups, taps * perGroup, channels / groups]],
    [`${name}::rows-first`, 'out', [-1, channels]],
  ]
  const reshape = (step: number, to?: string): NodeInit => {
    const [from = '', label = ''] = steps[step] ?? []
    return node('Reshape', [from, `${name}::${label}-dims`], [to ?? `${name}::${label}`])
  }
  return {
    nodes: [
      reshape(0),
      node('Transpose', [`${name}::by-group`], [`${name}::groups-first`], { perm: [2, 0, 1, 3] }),
      reshape(1),
      reshape(2),
      node('Transpose', [`${name}::weight-split`], [`${name}::weight-turned`], { perm: [0, 3, 2, 1] }),
      reshape(3),
      node('MatMul', [`${name}::flat`, `${name}::weight-rows`], [`${name}::groups-out`]),
      node('Transpose', [`${name}::groups-out`], [`${name}::rows-first`], { perm: [1, 0, 2] }),
      reshape(4, product),
      ...addBias(product, bias, output),
    ],
    initializers: steps.map(([, label, dims]) =>
      int64Initializer(`${name}::${label}-dims`, [dims.length], dims),
    ),
  }
}

function addBias(sum: string, bias: string, output: MapTensor): NodeInit[] {
  return bias === '' ? [] : [node('Add', [sum, bias], [rowsOf(output)])]
}

/** [O, C, ...kernel] -> [...kernel, C, O] -> two axes; onnxruntime folds this when the model is loaded. */
function turnWeight(weight: string, name: string, rank: number) {
  const rows = `${name}::weight-rows`
  const dims = `${name}::weight-dims`
  const perm = [...Array.from({ length: rank }, (_, axis) => axis + 2), 1, 0]
  const nodes = [
    node('Transpose', [weight], [`${name}::weight-turned`], { perm }),
    node('Reshape', [`${name}::weight-turned`, dims], [rows]),
  ]
  return { nodes, rows, dims }
}
