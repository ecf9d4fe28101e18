/** The nodes that give other values each time a model runs. */
import { dataTypeName } from './data-types'
import type { FunctionProto, GraphProto, NodeProto, TensorProto } from './onnx_pb'
import { subGraphsOf } from './sub-graphs'

/** A node as a sentence names it. */
export interface RandomNode {
  /** Its own name, or that of its first output. */
  readonly name: string
  readonly operator: string
}

/** Stored tensors that can be read at some place of a graph, by name. */
export type StoredTensors = Pick<ReadonlyMap<string, TensorProto>, 'get'>

/**
 * Names the nodes of a graph, its sub-graphs and the functions of the model that draw random numbers: generators (a `seed` fixes the
 * first run only), and Dropout that was left in training. A Dropout whose mode is computed counts, as nothing shows that it is off.
 * Limits: the `is_test` of operator sets before 7, which onnxruntime does not run.
 */
export function randomNodes(graph: GraphProto, functions: readonly FunctionProto[] = []): RandomNode[] {
  const bodies = functions.flatMap(({ node }) => inNodes(node, storedByNodes(node)))
  return [...inGraph(graph, new Map()), ...bodies].map(({ name, output, opType }) => ({
    name: name === '' ? (output[0] ?? '') : name,
    operator: opType,
  }))
}

/** Tells whether a node, or one in its sub-graphs, draws random numbers. */
export function isRandom(node: NodeProto, stored: StoredTensors): boolean {
  return inNodes([node], stored).length > 0
}

const generators: ReadonlySet<string> = new Set([
  'Bernoulli',
  'Multinomial',
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
])

function inGraph(graph: GraphProto, outer: StoredTensors): NodeProto[] {
  const own = graph.initializer.map((tensor): [string, TensorProto] => [tensor.name, tensor])
  const inner = new Map([...storedByNodes(graph.node), ...own])
  // Looked up from inside to outside: a copy of what is around would be made for each of many sub-graphs.
  return inNodes(graph.node, { get: (name) => inner.get(name) ?? outer.get(name) })
}

function inNodes(nodes: readonly NodeProto[], stored: StoredTensors): NodeProto[] {
  return nodes.flatMap((node) => {
    const inside = subGraphsOf(node).flatMap((graph) => inGraph(graph, stored))
    return draws(node, stored) ? [node, ...inside] : inside
  })
}

function storedByNodes(nodes: readonly NodeProto[]): Map<string, TensorProto> {
  return new Map(
    nodes.flatMap(({ opType, attribute, output }) => {
      const value = opType === 'Constant' ? attribute.find(({ name }) => name === 'value')?.t : undefined
      return value === undefined ? [] : [[output[0] ?? '', value] as const]
    }),
  )
}

function draws({ opType, input }: NodeProto, stored: StoredTensors): boolean {
  if (generators.has(opType)) return true
  const [, ratio = '', trains = ''] = input
  if (opType !== 'Dropout' || trains === '') return false
  const mode = stored.get(trains)
  const isOff = mode !== undefined && !isTrue(mode)
  const dropped = stored.get(ratio)
  return !isOff && !(dropped !== undefined && isZero(dropped))
}

function isTrue({ rawData, int32Data }: TensorProto): boolean {
  return [...rawData, ...int32Data].some((value) => value !== 0)
}

/** Zero has no bit but its sign, in every decimal type. */
function isZero({ dataType, rawData, floatData, doubleData, int32Data }: TensorProto): boolean {
  const isDecimal = dataTypeName(dataType).includes('float')
  const values = [...floatData, ...doubleData, ...int32Data]
  if (rawData.length === 0) return isDecimal && values.every((value) => value === 0)
  return isDecimal && rawData.every((byte, at) => byte === 0 || (at === rawData.length - 1 && byte === 0x80))
}
