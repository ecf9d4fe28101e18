/** The graphs inside of a node: branches of If, bodies of Loop and Scan. */
import type { GraphProto, NodeProto } from './onnx_pb'
import { withFields } from './with-fields'

/** Lists them in the order of the attributes. */
export function subGraphsOf({ attribute }: NodeProto): GraphProto[] {
  return attribute.flatMap(({ g, graphs }) => (g === undefined ? graphs : [g, ...graphs]))
}

/** Changes each of them; the node itself where none changes. */
export function withSubGraphs(node: NodeProto, change: (graph: GraphProto) => GraphProto): NodeProto {
  const before = subGraphsOf(node)
  if (before.length === 0) return node
  const after = new Map(before.map((graph) => [graph, change(graph)]))
  if ([...after].every(([graph, changed]) => graph === changed)) return node
  const attribute = node.attribute.map((one) =>
    withFields(one, {
      ...(one.g === undefined ? {} : { g: after.get(one.g) ?? one.g }),
      graphs: one.graphs.map((graph) => after.get(graph) ?? graph),
    }),
  )
  return withFields(node, { attribute })
}
