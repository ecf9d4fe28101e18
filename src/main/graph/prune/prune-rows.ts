/** 6 of 11: a graph without the rows of a sequence that nothing reads: behind the last attention only the class token counts. */
import { create } from '@bufbuild/protobuf'
import { int64Initializer, node as newNode } from '../build-model'
import { readTensors, toGraphIndex, type GraphIndex } from '../graph-index'
import {
  NodeProtoSchema,
  TensorProtoSchema,
  type GraphProto,
  type NodeProto,
  type TensorProto,
} from '../onnx_pb'
import { rowsChosenBy, type ChosenRows, type TensorDims } from './chosen-rows'
import { inputAxes, type InputAxes } from './row-operators'

/** Rows that are wanted of a tensor; null for all of it. */
type Wanted = ReadonlyMap<string, ChosenRows | null>

/** Names the tensors whose dims decide what can be left out; none when no node chooses rows. */
export function tensorsToMeasure(graph: GraphProto): string[] {
  const index = toGraphIndex(graph)
  const choosers = graph.node.filter(({ opType }) => opType === 'Gather' || opType === 'Slice')
  if (choosers.length === 0) return []
  const unmeasured = (name: string): boolean =>
    index.constantTensors.has(name) || index.shapeTensors.has(name) || index.inputs.includes(name)
  const names = graph.node.flatMap((node) => [...node.input, ...node.output])
  return [...new Set(names)].filter((name) => name !== '' && !unmeasured(name))
}

/**
 * Leaves rows out, from the nodes that choose rows up to where all rows are needed (the keys and values of an attention).
 * Values of what remains are the same. Ownership: changes nothing of `graph`; tensors are shared.
 */
export function pruneRows(graph: GraphProto, measured: TensorDims): GraphProto {
  const index = toGraphIndex(graph)
  const stored = [...index.constants].map(([name, { dims }]): [string, number[]] => [name, dims.map(Number)])
  const dims: TensorDims = new Map([...stored, ...measured])
  const wanted = findWanted(index, dims)
  if (![...wanted.values()].some((rows) => rows !== null)) return graph
  const initializers = new Map<string, TensorProto>()
  const nodes = graph.node.flatMap((node) => rewrite(node, wanted, index, dims, initializers))
  return { ...graph, node: nodes, initializer: [...graph.initializer, ...initializers.values()] }
}

/** Goes through the nodes backwards; a tensor is cut only when every reader wants the same rows. */
function findWanted(index: GraphIndex, dims: TensorDims): Wanted {
  const wanted = new Map<string, ChosenRows | null>(index.graph.output.map(({ name }) => [name, null]))
  const want = (name: string, rows: ChosenRows | null): void => {
    const earlier = wanted.get(name)
    wanted.set(name, earlier === undefined || sameRows(earlier, rows) ? rows : null)
  }
  for (const node of index.nodes.toReversed()) {
    const chosen = rowsChosenBy(node, index, dims)
    const axes = narrowedAxes(node, wanted, dims)
    for (const [place, name] of readTensors(node).entries()) {
      if (node.input[place] !== name || index.inputs.includes(name)) want(name, null)
      else if (chosen !== null && place === 0) want(name, chosen)
      else want(name, axes === null ? null : toInputRows(node, axes[place] ?? null, wanted))
    }
  }
  return wanted
}

function narrowedAxes(node: NodeProto, wanted: Wanted, dims: TensorDims): InputAxes | null {
  const rows = wanted.get(node.output[0] ?? '') ?? null
  // An operator that reads one tensor twice could want it in two ways.
  const isSimple = new Set(node.input).size === node.input.length
  return rows === null || !isSimple ? null : inputAxes(node, rows.axis, dims)
}

function toInputRows(node: NodeProto, axis: number | null, wanted: Wanted): ChosenRows | null {
  const rows = wanted.get(node.output[0] ?? '') ?? null
  return axis === null || rows === null ? null : { ...rows, axis }
}

function rewrite(
  node: NodeProto,
  wanted: Wanted,
  index: GraphIndex,
  dims: TensorDims,
  initializers: Map<string, TensorProto>,
): NodeProto[] {
  const store = (name: string, values: readonly number[], rank: 0 | 1): string => {
    const stored = int64Initializer(name, rank === 0 ? [] : [values.length], values)
    initializers.set(name, create(TensorProtoSchema, stored))
    return name
  }
  const chosen = rowsChosenBy(node, index, dims)
  const [from = ''] = node.input
  if (chosen !== null && isNarrow(from, wanted, index)) {
    if (node.opType === 'Slice') return [create(NodeProtoSchema, newNode('Identity', [from], node.output))]
    const rank = index.constants.get(node.input[1] ?? '')?.dims.length === 0 ? 0 : 1
    const rows = store(`${node.output[0] ?? ''}::chosen rows`, [...chosen.rows.keys()], rank)
    return [{ ...node, input: [from, rows] }]
  }
  const output = node.output[0] ?? ''
  const rows = wanted.get(output) ?? null
  if (rows === null) return [node]
  const axes = narrowedAxes(node, wanted, dims)
  if (axes === null)
    return [
      { ...node, output: [whole(output), ...node.output.slice(1)] },
      gather(whole(output), rows, output),
    ]
  const gathers = node.input.flatMap((name, place) => {
    const axis = axes[place] ?? null
    return axis === null || isNarrow(name, wanted, index)
      ? []
      : [gather(name, { ...rows, axis }, part(name, output))]
  })
  const cut = new Map(gathers.map(({ input, output: made }) => [input[0] ?? '', made[0] ?? '']))
  return [...gathers, { ...node, input: node.input.map((name) => cut.get(name) ?? name) }]

  function gather(name: string, { axis, rows: places }: ChosenRows, made: string): NodeProto {
    const indices = store(`${made}::rows`, places, 1)
    return create(NodeProtoSchema, newNode('Gather', [name, indices], [made], { axis }))
  }
}

/** Whether the tensor of that name is cut where it is made; what nothing makes is read whole. */
function isNarrow(name: string, wanted: Wanted, index: GraphIndex): boolean {
  return (wanted.get(name) ?? null) !== null && index.makerOf.has(name) && !index.constants.has(name)
}

function whole(name: string): string {
  return `${name}::all rows`
}

function part(name: string, reader: string): string {
  return `${name}::rows for ${reader}`
}

function sameRows(a: ChosenRows | null, b: ChosenRows | null): boolean {
  return a !== null && b !== null && a.axis === b.axis && a.rows.join() === b.rows.join()
}
