/** The mean of a whole map whose changed positions are known: weights over cached and fresh rows. */
import { at } from '@shared/at'
import { elementCount } from '@shared/tensor'
import { int64Initializer, node } from '../build-model'
import { intOf, intsOf } from '../attributes'
import type { GraphIndex } from '../graph-index'
import type { NodeProto } from '../onnx_pb'
import { readInt64s } from '../tensor-values'
import { boxSize, positionsIn } from './box'
import { sourceOf, type MapTensor } from './map-tensor'
import type { Emission } from '../emission'

/** A global average pool that needs no whole map: [masks, rows of the source] x [rows, channels]. */
export interface MapMean {
  readonly from: MapTensor
  /** Name of the float input [masks, rows of the source]. */
  readonly weights: string
  readonly emission: Emission
}

/** Plans a GlobalAveragePool, or a ReduceMean over all spatial axes; null for any other node. */
export function planMapMean(pool: NodeProto, map: MapTensor, index: GraphIndex): MapMean | null {
  const keepsDims = pool.opType === 'GlobalAveragePool' || intOf(pool, 'keepdims', 1) === 1
  if (pool.opType !== 'GlobalAveragePool' && !isSpatialMean(pool, map, index)) return null
  const name = pool.output[0] ?? ''
  const weights = `${name}::weights`
  const ones = keepsDims ? map.dims.map(() => 1) : []
  return {
    from: map,
    weights,
    emission: {
      nodes: [
        node('MatMul', [weights, sourceOf(map)], [`${name}::mean`]),
        node('Reshape', [`${name}::mean`, `${name}::mean-dims`], [name]),
      ],
      initializers: [int64Initializer(`${name}::mean-dims`, [2 + ones.length], [-1, map.channels, ...ones])],
    },
  }
}

function isSpatialMean(node: NodeProto, { dims }: MapTensor, index: GraphIndex): boolean {
  if (node.opType !== 'ReduceMean') return false
  const stored = index.constants.get(node.input[1] ?? '')
  const axes = intsOf(node, 'axes') ?? (stored === undefined ? null : readInt64s(stored))
  const rank = dims.length + 2
  const named = new Set(axes?.map((axis) => (axis < 0 ? axis + rank : axis)))
  return named.size === dims.length && dims.every((_, axis) => named.has(axis + 2))
}

/** Fills the weights of a chunk, float32 [masks, 1 + positions + fresh rows]: one over the positions where a row is the mask's own. */
export function fillMeanWeights({ from }: MapMean, masks: readonly number[]): Float32Array {
  const positions = elementCount(from.dims)
  const all = from.boxes
  const boxes = all === null ? [] : masks.map((mask) => at(all, mask))
  const width = 1 + positions + boxes.reduce((sum, box) => sum + boxSize(box), 0)
  const weights = new Float32Array(masks.length * width)
  let fresh = 1 + positions
  for (const [slot, box] of boxes.entries()) {
    const row = weights.subarray(slot * width, (slot + 1) * width)
    row.fill(1 / positions, 1, 1 + positions)
    for (const place of positionsIn(from.dims, box)) row[1 + place] = 0
    const count = boxSize(box)
    row.fill(1 / positions, fresh, fresh + count)
    fresh += count
  }
  return weights
}
