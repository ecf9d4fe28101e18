/** A margin of one value around a map: rows stay, positions move. */
import { at } from '@shared/at'
import { create } from '@bufbuild/protobuf'
import { node } from '../../build-model'
import { intsOf, textOf } from '../../attributes'
import { TensorProtoSchema } from '../../onnx_pb'
import { readInt64s } from '../../tensor-values'
import { rowsOf } from '../map-tensor'
import type { PlanStep } from '../step'

/** Plans a Pad in mode constant over spatial axes. The margin itself is in the cached map. Limits: no negative pads, no axes input. */
export const planPad: PlanStep = (original, { index, fresh }) => {
  const [input = '', pads = '', , axes = ''] = original.input
  const map = fresh(input)
  if (map?.boxes == null || textOf(original, 'mode', 'constant') !== 'constant' || axes !== '') return null
  const stored = index.constants.get(pads) ?? create(TensorProtoSchema)
  const amounts = intsOf(original, 'pads') ?? readInt64s(stored)
  const rank = map.dims.length + 2
  if (amounts?.length !== 2 * rank || amounts.some((amount) => amount < 0)) return null
  const before = amounts.slice(2, rank)
  const after = amounts.slice(rank + 2)
  const isSpatial = [0, 1].every((axis) => amounts[axis] === 0 && amounts[axis + rank] === 0)
  if (!isSpatial) return null
  const shift = (place: readonly number[]): number[] => place.map((one, axis) => one + at(before, axis))
  const output = {
    name: original.output[0] ?? '',
    channels: map.channels,
    dims: map.dims.map((length, axis) => length + at(before, axis) + at(after, axis)),
    boxes: map.boxes.map(({ lo, hi }) => ({ lo: shift(lo), hi: shift(hi) })),
  }
  return {
    node: original,
    output,
    indices: [],
    emission: { nodes: [node('Identity', [rowsOf(map)], [rowsOf(output)])] },
  }
}
