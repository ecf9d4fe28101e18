/** Pooling by maximum or mean over the positions that masks reach. */
import { int64Initializer, node } from '../../build-model'
import { intOf, intsOf } from '../../attributes'
import { rowsOf, sourceOf, type MapTensor } from '../map-tensor'
import type { RowIndex } from '../row-index'
import type { Emission } from '../../emission'
import type { PlanStep } from '../step'
import { reachedBox, tapCount, toWindow } from '../window'
import { reduceTaps } from './reduce'

/** Plans a MaxPool: a tap in the padding is replaced by one inside. Source: ONNX operator MaxPool. Limits: one output. */
export const planMaxPool: PlanStep = (pool, { fresh, index: { opset } }) => {
  const laid = layPool(pool, fresh, 'nearest')
  if (laid === null || pool.output.slice(1).some((name) => name !== '')) return null
  const { nodes, initializers, taps } = takeTaps(laid.rowIndex, laid.output)
  const reduced = reduceTaps('ReduceMax', opset, taps, rowsOf(laid.output))
  return {
    node: pool,
    output: laid.output,
    indices: [laid.rowIndex],
    emission: {
      nodes: [...nodes, ...reduced.nodes],
      initializers: [...initializers, ...reduced.initializers],
    },
  }
}

/**
 * Plans an AveragePool: the sum of the taps, times one over their number (those in the padding counted or not).
 * Source: ONNX operator AveragePool. Limits: no ceil_mode together with count_include_pad.
 */
export const planAveragePool: PlanStep = (pool, { fresh, index: { opset } }) => {
  const laid = layPool(pool, fresh, 'zero')
  const countsPadding = intOf(pool, 'count_include_pad', 0) === 1
  if (laid === null || (countsPadding && intOf(pool, 'ceil_mode', 0) === 1)) return null
  const { nodes, initializers, taps } = takeTaps(laid.rowIndex, laid.output)
  const { name } = laid.output
  const reduced = reduceTaps('ReduceSum', opset, taps, `${name}::sum`)
  const factor: RowIndex = {
    ...laid.rowIndex,
    name: `${name}::factor`,
    outside: countsPadding ? 'nearest' : 'zero',
  }
  return {
    node: pool,
    output: laid.output,
    indices: [laid.rowIndex],
    factors: [factor],
    emission: {
      nodes: [...nodes, ...reduced.nodes, node('Mul', [`${name}::sum`, factor.name], [rowsOf(laid.output)])],
      initializers: [...initializers, ...reduced.initializers],
    },
  }
}

function layPool(
  pool: Parameters<PlanStep>[0],
  fresh: Parameters<PlanStep>[1]['fresh'],
  outside: RowIndex['outside'],
): { readonly output: MapTensor; readonly rowIndex: RowIndex } | null {
  const map = fresh(pool.input[0] ?? '')
  const kernel = intsOf(pool, 'kernel_shape')
  if (map?.boxes == null || kernel?.length !== map.dims.length) return null
  const window = toWindow(pool, map.dims, kernel)
  const boxes = map.boxes.map((box) => reachedBox(window, box))
  const name = pool.output[0] ?? ''
  return {
    output: { name, channels: map.channels, dims: window.outDims, boxes },
    rowIndex: { name: `${name}::index`, from: map, boxes, window, outside },
  }
}

/** Gathers [M, K, C]. */
function takeTaps(
  { name, from, window }: RowIndex,
  output: MapTensor,
): Required<Emission> & { readonly taps: string } {
  const dims = `${output.name}::tap-dims`
  const taps = `${output.name}::by-tap`
  const count = window === null ? 1 : tapCount(window)
  return {
    taps,
    nodes: [
      node('Gather', [sourceOf(from), name], [`${output.name}::taps`], { axis: 0 }),
      node('Reshape', [`${output.name}::taps`, dims], [taps]),
    ],
    initializers: [int64Initializer(dims, [3], [-1, count, output.channels])],
  }
}
