/** How a model ends: probabilities or logits. */
import type { Activation } from '@shared/study'
import type { GraphProto, NodeProto } from './onnx_pb'

/** Operators that move values and do not change them. */
const passesThrough = new Set([
  'Identity',
  'Reshape',
  'Squeeze',
  'Unsqueeze',
  'Cast',
  'Flatten',
  'Transpose',
  'Dropout',
])

const activationOf: Readonly<Record<string, Activation>> = { Sigmoid: 'sigmoid', Softmax: 'softmax' }

export interface FinalOperator {
  readonly lastOperator: string | null
  readonly activationInGraph: Activation
}

/** Looks up the nodes of a graph by what they make. */
export function makersOf({ node }: GraphProto): ReadonlyMap<string, NodeProto> {
  return new Map(node.flatMap((one) => one.output.map((name) => [name, one] as const)))
}

/** Walks back from an output to the first operator that computes something; a broken graph that runs in a circle has none. */
export function findFinalOperator(makerOf: ReadonlyMap<string, NodeProto>, output: string): FinalOperator {
  const seen = new Set<NodeProto>()
  let node = makerOf.get(output)
  while (node !== undefined && passesThrough.has(node.opType)) {
    seen.add(node)
    const before = makerOf.get(node.input[0] ?? '')
    node = before !== undefined && seen.has(before) ? undefined : before
  }
  const lastOperator = node?.opType ?? null
  return { lastOperator, activationInGraph: activationOf[lastOperator ?? ''] ?? 'none' }
}
