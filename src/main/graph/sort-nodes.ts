/** Nodes in an order in which every tensor is made before it is read. */
import { AppError } from '@shared/errors'
import type { GraphProto, NodeProto } from './onnx_pb'
import { readTensors } from './read-tensors'
import { withSubGraphs } from './sub-graphs'
import { withFields } from './with-fields'

/**
 * Sorts a graph and its sub-graphs. ONNX demands the order and onnxruntime does not, so that files without it are about: converters
 * append their casts. A graph in order is returned as it is; else a node moves up to the first one that waits for it.
 * Errors: model/cyclic.
 */
export function sortGraph(graph: GraphProto, file: string): GraphProto {
  const inside = graph.node.map((node) => withSubGraphs(node, (one) => sortGraph(one, file)))
  const sorted = sortNodes(inside, file)
  const isSame = sorted.every((node, place) => node === graph.node[place])
  return isSame ? graph : withFields(graph, { node: sorted })
}

/** A node, and the makers of what it reads that were not looked at yet. */
interface Waiting {
  readonly node: NodeProto
  readonly makers: NodeProto[]
}

/** Goes down from each node to what it waits for. The chain is a list: it may be deeper than a stack of calls. */
function sortNodes(nodes: readonly NodeProto[], file: string): NodeProto[] {
  const makerOf = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node] as const)))
  const toWaiting = (node: NodeProto): Waiting => ({
    node,
    makers: readTensors(node).flatMap((name) => makerOf.get(name) ?? []),
  })
  const sorted = new Set<NodeProto>()
  const waiting = new Set<NodeProto>()
  for (const first of nodes) {
    const chain = sorted.has(first) ? [] : [toWaiting(first)]
    for (let last = chain.at(-1); last !== undefined; last = chain.at(-1)) {
      waiting.add(last.node)
      const next = last.makers.shift()
      if (next === undefined) {
        waiting.delete(last.node)
        sorted.add(last.node)
        chain.pop()
      } else if (waiting.has(next)) throw cyclic(chain, next, file)
      else if (!sorted.has(next)) chain.push(toWaiting(next))
    }
  }
  return [...sorted]
}

/** Names the nodes of the circle once, in the order in which values go round. */
function cyclic(chain: readonly Waiting[], again: NodeProto, file: string): AppError<'model/cyclic'> {
  const circle = chain.slice(chain.findIndex(({ node }) => node === again)).toReversed()
  const nodes = circle.map(({ node }) => (node.name === '' ? (node.output[0] ?? '') : node.name))
  return new AppError('model/cyclic', { file, nodes })
}
