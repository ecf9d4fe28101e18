/** Sums and products of maps, of a map and a constant per channel, of a map and one that no mask changes. */
import { at } from '@shared/at'
import { create } from '@bufbuild/protobuf'
import { int64Initializer, node } from '../../build-model'
import { NodeProtoSchema } from '../../onnx_pb'
import { unionBox, type Box } from '../box'
import { rowsOf, type MapTensor } from '../map-tensor'
import type { PlanStep, StepContext } from '../step'
import { alignRows, type AlignedRows } from './align-rows'

/** ONNX operators that combine their inputs position by position. */
export const combiningOperators = ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Sum', 'PRelu'] as const

interface Operand extends AlignedRows {
  readonly dims?: readonly number[]
}

/** Plans an operator of that list over the union of what its maps' masks reach. */
export const planCombine: PlanStep = (original, context) => {
  const maps = original.input.flatMap((name) => context.fresh(name) ?? [])
  const [first] = maps
  if (first === undefined || !maps.every((map) => isSameGrid(map, first))) return null
  const name = original.output[0] ?? ''
  const output: MapTensor = { ...first, name, boxes: unionBoxes(maps) }
  // The same map may stand twice (x times x): its rows are gathered once.
  const operands = new Map(
    [...new Set(original.input)].map((input) => [input, toOperand(input, output, context)]),
  )
  const planned = [...operands.values()].filter((one) => one !== null)
  if (planned.length < operands.size) return null
  const onRows = create(NodeProtoSchema, {
    ...original,
    input: original.input.map((input) => operands.get(input)?.name ?? ''),
    output: [rowsOf(output)],
  })
  return {
    node: original,
    output,
    indices: planned.flatMap(({ indices }) => indices),
    emission: {
      nodes: [...planned.flatMap(({ nodes }) => nodes), onRows],
      initializers: planned.flatMap(({ name: operand, dims }) =>
        dims === undefined ? [] : [int64Initializer(`${operand}::dims`, [dims.length], dims)],
      ),
    },
  }
}

/** Covers, mask by mask, what several maps' masks reach. */
export function unionBoxes(maps: readonly MapTensor[]): readonly Box[] {
  const [first = [], ...others] = maps.map(({ boxes }) => boxes ?? [])
  return others.reduce((union, boxes) => union.map((box, mask) => unionBox(box, at(boxes, mask))), first)
}

function toOperand(input: string, output: MapTensor, context: StepContext): Operand | null {
  const map = context.fresh(input) ?? context.still(input)
  if (map !== undefined) {
    return isSameGrid(map, output) ? alignRows(map, output.boxes ?? [], output.name) : null
  }
  return toChannelOperand(input, output, context)
}

/** A constant that is one number, or one number per channel: [1, C] beside rows. */
function toChannelOperand(input: string, output: MapTensor, { index }: StepContext): Operand | null {
  const dims = index.constants.get(input)?.dims.map(Number)
  if (dims === undefined) return null
  const rank = output.dims.length + 2
  const padded = [...Array<number>(Math.max(0, rank - dims.length)).fill(1), ...dims]
  const isPerChannel =
    padded.length === rank &&
    padded.every((length, axis) => length === 1 || (axis === 1 && length === output.channels))
  if (!isPerChannel) return null
  const name = `${output.name}::${input}::channels`
  return {
    name,
    dims: [1, -1],
    nodes: [node('Reshape', [input, `${name}::dims`], [name])],
    indices: [],
  }
}

function isSameGrid(a: MapTensor, b: MapTensor): boolean {
  return a.channels === b.channels && a.dims.join() === b.dims.join()
}
