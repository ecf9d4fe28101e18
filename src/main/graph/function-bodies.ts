/** What a node does inside where it calls a function that the model itself defines. */
import type { ModelProto, NodeProto } from './onnx_pb'
import { subGraphsOf } from './sub-graphs'

/** Makes a look-up of all nodes that run inside of a call, through functions and sub-graphs; none for an operator of ONNX. */
export function functionBodies({ functions }: ModelProto): (call: NodeProto) => readonly NodeProto[] {
  if (functions.length === 0) return () => []
  const keyOf = (domain: string, name: string): string => JSON.stringify([domain, name])
  const bodies = new Map(functions.map(({ domain, name, node }) => [keyOf(domain, name), node]))
  const known = new Map<string, readonly NodeProto[]>()
  const nodesOf = (key: string): readonly NodeProto[] => {
    const found = new Set<NodeProto>()
    const open = [...(bodies.get(key) ?? [])]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (found.has(node)) continue
      found.add(node)
      for (const one of bodies.get(keyOf(node.domain, node.opType)) ?? []) open.push(one)
      for (const graph of subGraphsOf(node)) for (const one of graph.node) open.push(one)
    }
    return [...found]
  }
  return ({ domain, opType }) => {
    const key = keyOf(domain, opType)
    const nodes = known.get(key) ?? nodesOf(key)
    known.set(key, nodes)
    return nodes
  }
}
