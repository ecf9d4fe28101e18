/** A convolution with three taps per axis over tiles of two positions: less than half of the multiplications. */
import { at } from '@shared/at'
import { floatInitializer, int64Initializer, node } from '../../build-model'
import { boxSize } from '../box'
import { rowsOf, sourceOf, type MapTensor } from '../map-tensor'
import type { RowIndex } from '../row-index'
import type { Step } from '../step'
import { tileCount, type TileRows } from '../tile-rows'
import type { Window } from '../window'
import { tileReach, tileSize, winogradTransforms, type Matrix, type WinogradTransforms } from '../winograd'

export interface WinogradConv {
  readonly node: Step['node']
  readonly from: MapTensor
  readonly output: MapTensor
  readonly window: Window
  readonly weight: string
  /** Empty when there is none. */
  readonly bias: string
  /** Masks per run. */
  readonly masks: number
}

/** What moving one number costs, in multiply-adds: a weight that is read, a value that is gathered and transformed. */
const costs = { weight: 24, value: 65 } as const

/** Below this share of the direct cost the tiles are worth it. */
const worthwhile = 0.95

/** Plans the convolution; null when its window is another, or tiles are not worth it (few channels, few positions). */
export function planWinogradConv(conv: WinogradConv): Step | null {
  const { from, output, window } = conv
  const transforms = winogradTransforms(window.kernel)
  const isPlain = [...window.stride, ...window.dilation].every((step) => step === 1)
  if (transforms === null || !isPlain) return null
  const effort = toEffort(conv, transforms)
  if (effort > worthwhile) return null
  const { name } = output
  const boxes = output.boxes ?? []
  const tile = tileSize(window.kernel)
  const index: RowIndex = {
    ...{ name: `${name}::index`, from, boxes, outside: 'zero', tile },
    window: { ...window, kernel: tileReach(window.kernel) },
  }
  const tiles: TileRows = { name: `${name}::tile-rows`, boxes, tile }
  return {
    node: conv.node,
    output,
    indices: [index],
    tiles,
    effort,
    emission: emit(conv, transforms, index, tiles),
  }
}

/** Cost with tiles as a share of the cost without. */
function toEffort({ from, output, window, masks }: WinogradConv, { weight }: WinogradTransforms): number {
  const products = weight.length
  const taps = at(weight, 0).length
  const boxes = output.boxes ?? []
  const share = masks / Math.max(1, boxes.length)
  const positions = share * boxes.reduce((sum, box) => sum + boxSize(box), 0)
  const tile = tileSize(window.kernel)
  const tiles = share * boxes.reduce((sum, box) => sum + tileCount(box, tile), 0)
  const pairs = from.channels * output.channels
  const direct = (positions + costs.weight) * taps * pairs
  const values = tiles * products * (from.channels + output.channels)
  return ((tiles + costs.weight) * products * pairs + costs.value * values) / direct
}

/** [products, tiles, C] x [products, C, O], between the transforms of input and output. */
function emit(
  { from, output, weight, bias }: WinogradConv,
  transforms: WinogradTransforms,
  index: RowIndex,
  tiles: TileRows,
): Step['emission'] {
  const { name, channels } = output
  const named = (label: string): string => `${name}::${label}`
  const products = transforms.input.length
  const positions = bias === '' ? rowsOf(output) : named('unbiased')
  return {
    nodes: [
      node('Reshape', [weight, named('weight-flat')], [named('weight-taps')]),
      node('MatMul', [named('weight-taps'), named('weight-transform')], [named('weight-products')]),
      node('Transpose', [named('weight-products')], [named('weight-rows')], { perm: [2, 1, 0] }),
      node('Gather', [sourceOf(from), index.name], [named('taps')], { axis: 0 }),
      node('Reshape', [named('taps'), named('by-product')], [named('flat')]),
      node('MatMul', [named('input-transform'), named('flat')], [named('transformed')]),
      node('Reshape', [named('transformed'), named('by-tile')], [named('tiles')]),
      node('MatMul', [named('tiles'), named('weight-rows')], [named('products')]),
      node('Reshape', [named('products'), named('by-product')], [named('products-flat')]),
      node('MatMul', [named('output-transform'), named('products-flat')], [named('places-flat')]),
      node('Reshape', [named('places-flat'), named('out')], [named('places')]),
      node('Gather', [named('places'), tiles.name], [positions], { axis: 0 }),
      ...(bias === '' ? [] : [node('Add', [positions, bias], [rowsOf(output)])]),
    ],
    initializers: [
      int64Initializer(named('weight-flat'), [3], [channels, from.channels, -1]),
      toInitializer(named('weight-transform'), transpose(transforms.weight)),
      toInitializer(named('input-transform'), transforms.input),
      toInitializer(named('output-transform'), transforms.output),
      int64Initializer(named('by-product'), [2], [products, -1]),
      int64Initializer(named('by-tile'), [3], [products, -1, from.channels]),
      int64Initializer(named('out'), [2], [-1, channels]),
    ],
  }
}

function transpose(matrix: Matrix): Matrix {
  return at(matrix, 0).map((_, column) => matrix.map((row) => at(row, column)))
}

function toInitializer(name: string, matrix: Matrix) {
  return floatInitializer(name, [matrix.length, at(matrix, 0).length], matrix.flat())
}
