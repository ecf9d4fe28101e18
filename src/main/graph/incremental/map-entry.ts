/** Where a feature map becomes a sequence: the patch embedding of a vision transformer. */
import { elementCount } from '@shared/tensor'
import { intsOf } from '../attributes'
import { int64Initializer, node } from '../build-model'
import { readTensors } from '../read-tensors'
import { positionsIn } from './box'
import { rowsOf, type MapTensor } from './map-tensor'
import type { Emission } from '../emission'
import type { NodeProto } from '../onnx_pb'
import type { TensorDims } from '../prune/chosen-rows'
import { changedOf, type SequenceTensor } from '../sequence/sequence-tensor'

export interface MapEntry {
  readonly map: MapTensor
  readonly entry: SequenceTensor
  /** The two nodes that lay the map out; they do not run. */
  readonly chain: readonly NodeProto[]
}

/** Finds Reshape -> Transpose or Transpose -> Reshape from a map [batch, channels, ...dims] to [batch, positions, channels]. */
export function findMapEntry(
  nodes: readonly NodeProto[],
  maps: Iterable<MapTensor>,
  dims: TensorDims,
): MapEntry | null {
  for (const map of maps) {
    const positions = elementCount(map.dims)
    for (const first of nodes.filter(({ input }) => input[0] === map.name)) {
      const between = first.output[0] ?? ''
      const [second, ...others] = nodes.filter((one) => readTensors(one).includes(between))
      if (second === undefined || others.length > 0 || !laysOut(first, second, map, dims)) continue
      const name = second.output[0] ?? ''
      return { map, chain: [first, second], entry: { name, dims: [1, positions, map.channels], shift: 0 } }
    }
  }
  return null
}

function laysOut(
  first: NodeProto,
  second: NodeProto,
  { channels, dims: axes }: MapTensor,
  dims: TensorDims,
): boolean {
  const positions = elementCount(axes)
  const isLast = dims.get(second.output[0] ?? '')?.join() === [1, positions, channels].join()
  const between = dims.get(first.output[0] ?? '')?.join()
  const perm = (node: NodeProto): string => (intsOf(node, 'perm') ?? []).join()
  const isFlat = (node: NodeProto): boolean => node.opType === 'Reshape' || node.opType === 'Flatten'
  const channelsLast = [0, ...axes.map((_, axis) => axis + 2), 1].join()
  return (
    isLast &&
    ((isFlat(first) &&
      between === [1, channels, positions].join() &&
      second.opType === 'Transpose' &&
      perm(second) === '0,2,1') ||
      (first.opType === 'Transpose' && perm(first) === channelsLast && isFlat(second)))
  )
}

/** The rows of the map are the changed rows of the sequence. */
export function emitMapEntry({ map, entry }: MapEntry): Emission {
  const dims = `${entry.name}::changed dims`
  return {
    nodes: [node('Reshape', [rowsOf(map), dims], [changedOf(entry.name)])],
    initializers: [int64Initializer(dims, [3], [1, -1, map.channels])],
  }
}

/** Lists the rows that each mask changes, in the order of the rows of the map: last axis fastest. */
export function changedRows({ dims, boxes }: MapTensor, masks: readonly number[]): number[][] {
  return masks.map((mask) => {
    const box = boxes?.[mask]
    return box === undefined ? [] : positionsIn(dims, box)
  })
}
