/** Which tensors of a model for one case begin with its batch. */
import { intOf, intsOf } from './attributes'
import type { GraphIndex } from './graph-index'
import type { NodeProto } from './onnx_pb'
import { readInt64s } from './tensor-values'

/** Length of the first axis per case, as with slices that are folded into the batch; null where nothing says it. */
export type LeadingBatch = ReadonlyMap<string, number | null>

/** Follows the batch from the first axis of the inputs as far as it stays the outermost one; what is missing may have it elsewhere. */
export function findLeadingBatch(index: GraphIndex): LeadingBatch {
  const leading = new Map<string, number | null>(index.inputs.map((name) => [name, 1]))
  for (const node of index.nodes) {
    const from = node.input.find((name) => leading.has(name))
    if (from === undefined || !keepsFirstAxis(node, from, index)) continue
    const length = node.opType === 'Reshape' ? reshaped(node, leading, index) : (leading.get(from) ?? null)
    for (const name of node.output) leading.set(name, length)
  }
  return leading
}

function reshaped({ input: [from = '', dims = ''] }: NodeProto, leading: LeadingBatch, index: GraphIndex) {
  const stored = index.constants.get(dims)
  const [first = -1] = (stored === undefined ? null : readInt64s(stored)) ?? []
  if (first === 0) return leading.get(from) ?? null
  return first > 0 ? first : null
}

/** Operators of which nothing is known here: the batch of their outputs lies elsewhere, or values decide their dims. */
const unknown: ReadonlySet<string> = new Set([
  ...['Compress', 'ConstantOfShape', 'Einsum', 'GatherND', 'NonZero', 'Range', 'ScatterND', 'Shape', 'Size'],
  ...['GRU', 'If', 'LSTM', 'Loop', 'RNN', 'Scan', 'Tile', 'Unique'],
])

function keepsFirstAxis(node: NodeProto, from: string, index: GraphIndex): boolean {
  const { opType, input } = node
  if (unknown.has(opType)) return false
  if (opType === 'Transpose') return intsOf(node, 'perm')?.[0] === 0
  if (opType === 'Flatten') return intOf(node, 'axis', 1) === 1
  if (opType === 'Gemm') return intOf(node, 'transA', 0) === 0 && input[0] === from
  // Whole numbers look rows of a table up: their own axes come first.
  if (opType === 'Gather' && input[1] === from) return intOf(node, 'axis', 0) === 0
  if (opType === 'Concat' || opType === 'Gather' || opType === 'Split') return intOf(node, 'axis', 0) !== 0
  const isReduction = opType.startsWith('Reduce')
  if (!isReduction && opType !== 'Squeeze' && opType !== 'Unsqueeze' && opType !== 'Slice') return true
  const stored = index.constants.get(input[opType === 'Slice' ? 3 : 1] ?? '')
  const axes = intsOf(node, 'axes') ?? (stored === undefined ? null : readInt64s(stored))
  return axes !== null && axes.length > 0 && !axes.includes(0)
}
