/** Constants under several names: exporters merge equal weights and give the others an Identity. */
import type { GraphProto, NodeProto } from './onnx_pb'
import { isOnnxDomain } from './operator-set'
import { withSubGraphs } from './sub-graphs'
import { withFields } from './with-fields'

/** The new name of a tensor, or its old one. */
type Renamed = (name: string) => string

/**
 * Lets readers of an Identity of a constant read the constant itself, in sub-graphs, too. The node goes, unless it makes an output of
 * the graph. The nodes must be in topological order.
 */
export function foldIdentities(graph: GraphProto): GraphProto {
  const stored = new Set([
    ...graph.initializer.map(({ name }) => name),
    ...graph.sparseInitializer.map(({ values }) => values?.name ?? ''),
    ...graph.node.flatMap(({ opType, output }) => (opType === 'Constant' ? output : [])),
  ])
  const outputs = new Set(graph.output.map(({ name }) => name))
  const renamed = new Map<string, string>()
  const kept = graph.node.filter(({ opType, domain, input: [read = ''], output: [name = ''] }) => {
    const from = renamed.get(read) ?? read
    if (opType !== 'Identity' || !isOnnxDomain(domain) || !stored.has(from)) return true
    renamed.set(name, from)
    return outputs.has(name)
  })
  const newName = (name: string): string => renamed.get(name) ?? name
  return renamed.size === 0 ? graph : withFields(graph, { node: kept.map((node) => rename(node, newName)) })
}

function rename(node: NodeProto, renamed: Renamed): NodeProto {
  const inside = withSubGraphs(node, (graph) => renameIn(graph, renamed))
  if (inside.input.every((name) => renamed(name) === name)) return inside
  return withFields(inside, { input: inside.input.map(renamed) })
}

/** A name that the sub-graph gives itself is another tensor. */
function renameIn(graph: GraphProto, outer: Renamed): GraphProto {
  const own = new Set([
    ...[...graph.input, ...graph.initializer].map(({ name }) => name),
    ...graph.node.flatMap(({ output }) => output),
  ])
  const renamed: Renamed = (name) => (own.has(name) ? name : outer(name))
  const nodes = graph.node.map((node) => rename(node, renamed))
  return nodes.every((node, place) => node === graph.node[place]) ? graph : withFields(graph, { node: nodes })
}
