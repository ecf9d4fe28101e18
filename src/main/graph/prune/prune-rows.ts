/** A graph without the rows of a sequence that nothing reads: behind the last attention only the class token counts. */
import { create } from '@bufbuild/protobuf'
import { int64Initializer, node as newNode } from '../build-model'
import { toGraphIndex, type GraphIndex } from '../graph-index'
import { readTensors } from '../read-tensors'
import {
  NodeProtoSchema,
  TensorProtoSchema,
  type GraphProto,
  type NodeProto,
  type TensorProto,
} from '../onnx_pb'
import type { ParsedModel } from '../parse-model'
import { choosesRows, rowsChosenBy, type ChosenRows, type TensorDims } from './chosen-rows'
import { withFields } from '../with-fields'
import { inputAxes, worksByRow, type InputAxes } from './row-operators'

/** Rows that are wanted of a tensor; null for all of it. */
type Wanted = ReadonlyMap<string, ChosenRows | null>

/**
 * Names the tensors whose dims decide what can be left out: those that lead to a choice of rows, through operators that work row
 * by row. None where no node chooses rows of a tensor that is no shape and no constant.
 */
export function tensorsToMeasure(parsed: ParsedModel): string[] {
  const index = toGraphIndex(parsed)
  const isMeasured = (name: string): boolean =>
    index.makerOf.has(name) && !index.constantTensors.has(name) && !index.shapeTensors.has(name)
  const found = new Set<string>()
  const open = index.nodes.flatMap((node) => (choosesRows(node, index) ? node.input.slice(0, 1) : []))
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name) || !isMeasured(name)) continue
    found.add(name)
    const maker = index.makerOf.get(name)
    if (maker === undefined || !worksByRow(maker)) continue
    for (const name of maker.input) open.push(name)
  }
  return [...found]
}

/** A graph and the dims of its tensors for a batch of 1, those of stored constants among them. */
export interface PrunedGraph {
  readonly graph: GraphProto
  readonly dims: TensorDims
}

/**
 * Leaves rows out, from the nodes that choose rows up to where all rows are needed (the keys and values of an attention).
 * Values of what remains are the same. Ownership: changes nothing of `parsed`; tensors are shared.
 */
export function pruneRows(parsed: ParsedModel, measured: TensorDims): PrunedGraph {
  const index = toGraphIndex(parsed)
  const { graph } = index
  const stored = [...index.constants].map(([name, { dims }]): [string, number[]] => [name, dims.map(Number)])
  const dims: TensorDims = new Map([...stored, ...measured])
  const wanted = findWanted(index, dims)
  if (![...wanted.values()].some((rows) => rows !== null)) return { graph, dims }
  const initializers = new Map<string, TensorProto>()
  const rewriting = { index, dims, wanted, initializers }
  const nodes = graph.node.flatMap((node) => rewrite(node, rewriting))
  const initializer = [...graph.initializer, ...initializers.values()]
  return { graph: withFields(graph, { node: nodes, initializer }), dims: narrowedDims(rewriting) }
}

function narrowedDims(rewriting: Rewriting): TensorDims {
  const { dims, wanted } = rewriting
  return new Map(
    [...dims].map(([name, lengths]) => {
      const rows = isNarrow(name, rewriting) ? wanted.get(name) : null
      return [name, rows == null ? lengths : lengths.with(rows.axis, rows.rows.length)]
    }),
  )
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
    const axes = narrowedAxes(node, wanted, dims, index)
    for (const [place, name] of readTensors(node).entries()) {
      if (node.input[place] !== name || index.inputs.includes(name)) want(name, null)
      else if (chosen !== null && place === 0) want(name, chosen)
      else want(name, axes === null ? null : toInputRows(node, axes[place] ?? null, wanted))
    }
  }
  return wanted
}

function narrowedAxes(
  node: NodeProto,
  wanted: Wanted,
  dims: TensorDims,
  index: GraphIndex,
): InputAxes | null {
  const rows = wanted.get(node.output[0] ?? '') ?? null
  // An operator that reads one tensor twice could want it in two ways.
  const isSimple = new Set(node.input).size === node.input.length
  return rows === null || !isSimple ? null : inputAxes(node, rows.axis, dims, index)
}

function toInputRows(node: NodeProto, axis: number | null, wanted: Wanted): ChosenRows | null {
  const rows = wanted.get(node.output[0] ?? '') ?? null
  return axis === null || rows === null ? null : { ...rows, axis }
}

/** What the rewriting of a node looks at, and where it stores indices. */
interface Rewriting {
  readonly index: GraphIndex
  readonly dims: TensorDims
  readonly wanted: Wanted
  readonly initializers: Map<string, TensorProto>
}

function rewrite(node: NodeProto, rewriting: Rewriting): NodeProto[] {
  const { index, dims, wanted } = rewriting
  const chosen = rowsChosenBy(node, index, dims)
  if (chosen !== null && isNarrow(node.input[0] ?? '', rewriting)) return [chooseAll(node, chosen, rewriting)]
  const output = node.output[0] ?? ''
  const rows = wanted.get(output) ?? null
  if (rows === null) return [node]
  const axes = narrowedAxes(node, wanted, dims, index)
  if (axes !== null) return narrow(node, axes, rows, rewriting)
  const all = `${output}::all rows`
  return [withFields(node, { output: [all, ...node.output.slice(1)] }), gather(all, rows, output, rewriting)]
}

/** The rows are chosen before already: what is left of the node keeps all of them, in their order. */
function chooseAll(node: NodeProto, { rows }: ChosenRows, { index, initializers }: Rewriting): NodeProto {
  const [from = '', indices = ''] = node.input
  if (node.opType === 'Slice') return create(NodeProtoSchema, newNode('Identity', [from], node.output))
  const isScalar = index.constants.get(indices)?.dims.length === 0
  const name = `${node.output[0] ?? ''}::chosen rows`
  const stored = int64Initializer(name, isScalar ? [] : [rows.length], [...rows.keys()])
  initializers.set(name, create(TensorProtoSchema, stored))
  return withFields(node, { input: [from, name] })
}

/** Runs the node on the wanted rows; inputs of which others want more are cut for it alone. */
function narrow(node: NodeProto, axes: InputAxes, rows: ChosenRows, rewriting: Rewriting): NodeProto[] {
  const output = node.output[0] ?? ''
  const gathers = node.input.flatMap((name, place) => {
    const axis = axes[place] ?? null
    if (axis === null || isNarrow(name, rewriting)) return []
    return [gather(name, { ...rows, axis }, `${name}::rows for ${output}`, rewriting)]
  })
  const cut = new Map(gathers.map(({ input, output: made }) => [input[0] ?? '', made[0] ?? '']))
  return [...gathers, withFields(node, { input: node.input.map((name) => cut.get(name) ?? name) })]
}

function gather(
  from: string,
  { axis, rows }: ChosenRows,
  to: string,
  { initializers }: Rewriting,
): NodeProto {
  const name = `${to}::rows`
  initializers.set(name, create(TensorProtoSchema, int64Initializer(name, [rows.length], rows)))
  return create(NodeProtoSchema, newNode('Gather', [from, name], [to], { axis }))
}

/** Whether the tensor of that name is cut where it is made; what nothing makes is read whole. */
function isNarrow(name: string, { wanted, index }: Rewriting): boolean {
  return (wanted.get(name) ?? null) !== null && index.makerOf.has(name) && !index.constants.has(name)
}

function sameRows(a: ChosenRows | null, b: ChosenRows | null): boolean {
  return a !== null && b !== null && a.axis === b.axis && a.rows.join() === b.rows.join()
}
