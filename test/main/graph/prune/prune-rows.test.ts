import { create } from '@bufbuild/protobuf'
import { OrtTensor as Tensor } from '../../../../src/main/session/onnxruntime'
import { describe, expect, it } from 'vitest'
import {
  buildModel,
  floatInitializer,
  int64Initializer,
  node,
  tensorInfo,
} from '../../../../src/main/graph/build-model'
import { parseModel, type ParsedModel } from '../../../../src/main/graph/parse-model'
import { pruneRows, tensorsToMeasure } from '../../../../src/main/graph/prune/prune-rows'
import { buildUntouchedModel } from '../../../../src/main/graph/untouched-model'
import { toGraphIndex } from '../../../../src/main/graph/graph-index'
import { GraphProtoSchema } from '../../../../src/main/graph/onnx_pb'
import { createRandom } from '../../../../src/main/maskers/random'
import { openOrtModel } from '../../../../src/main/session/ort-model'

type Nodes = Parameters<typeof buildModel>[0]['nodes']

const next = createRandom('prune')
const weights = (dims: readonly number[]) =>
  Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => next() - 0.5)
const x = new Tensor('float32', weights([1, 5, 4]), [1, 5, 4])

/** A sequence [1, 5, 4] through the given nodes to an output y. */
function build(nodes: Nodes): ParsedModel {
  const bytes = buildModel({
    name: 'sequence',
    inputs: [tensorInfo('x', 'float32', ['batch', 5, 4])],
    outputs: [tensorInfo('y', 'float32', [])],
    nodes,
    initializers: [
      floatInitializer('w', [4, 4], weights([4, 4])),
      floatInitializer('places', [1, 5, 4], weights([1, 5, 4])),
      floatInitializer('scale', [4], weights([4])),
      ...[0, 1, -1].map((row) => int64Initializer(`row ${row}`, [], [row])),
      int64Initializer('rows', [2], [3, 1]),
      ...[0, 1, 2, 9].map((value) => int64Initializer(`at ${value}`, [1], [value])),
    ],
  })
  return parseModel(bytes, 'sequence.onnx')
}

async function run(parsed: ParsedModel, names: readonly string[]) {
  const index = toGraphIndex(parsed)
  const bytes = buildUntouchedModel(parsed, index, { output: 'y', frontier: names, maps: [] })
  const model = await openOrtModel({ modelPath: 'sequence.onnx', bytes }, { threads: 1, device: 'cpu' })
  const answers = await model.run({ x }, ['y', ...names])
  await model.release()
  return answers
}

async function prune(nodes: Nodes) {
  const parsed = build(nodes)
  const names = tensorsToMeasure(parsed).filter((name) => name !== 'y')
  const measured = await run(parsed, names)
  const dims = new Map([...measured, ['x', x] as const].map(([name, tensor]) => [name, [...tensor.dims]]))
  const pruned = { ...parsed, graph: create(GraphProtoSchema, pruneRows(parsed, dims).graph) }
  const kept = pruned.graph.node.flatMap(({ output }) => output).filter((name) => measured.has(name))
  const again = await run(
    pruned,
    kept.filter((name) => name !== 'y'),
  )
  expect([...again.get('y')!.dims]).toEqual([...measured.get('y')!.dims])
  for (const [place, value] of [...again.get('y')!.data].entries()) {
    expect(value).toBeCloseTo(Number(measured.get('y')!.data[place]), 6)
  }
  return { pruned, dims: new Map([...again].map(([name, tensor]) => [name, [...tensor.dims]])) }
}

/** Linear layer, constants per place, an activation, normalisation, and a sum with the input. */
const rowWise: Nodes = [
  node('MatMul', ['x', 'w'], ['linear']),
  node('Add', ['linear', 'places'], ['placed']),
  node('Tanh', ['placed'], ['active']),
  node('LayerNormalization', ['active', 'scale'], ['normal']),
  node('Add', ['normal', 'x'], ['sum']),
]

describe('pruneRows', () => {
  it.each([
    ['a scalar index', node('Gather', ['sum', 'row 1'], ['y'], { axis: 1 }), 1],
    ['an index from the end', node('Gather', ['sum', 'row -1'], ['y'], { axis: -2 }), 1],
    ['several rows in another order', node('Gather', ['sum', 'rows'], ['y'], { axis: 1 }), 2],
    ['a slice', node('Slice', ['sum', 'at 1', 'at 9', 'at 1'], ['y']), 4],
  ])('keeps the rows that %s takes, up to the input', async (_, last, count) => {
    const { dims } = await prune([...rowWise, last])
    for (const name of ['linear', 'placed', 'active', 'normal', 'sum'])
      expect(dims.get(name)).toEqual([1, count, 4])
  })

  it('keeps all rows of keys and values, and one of what comes behind the attention', async () => {
    const { dims } = await prune([
      node('MatMul', ['x', 'w'], ['keys']),
      node('Transpose', ['keys'], ['turned'], { perm: [0, 2, 1] }),
      node('MatMul', ['x', 'w'], ['queries']),
      node('MatMul', ['queries', 'turned'], ['scores']),
      node('Softmax', ['scores'], ['shares'], { axis: -1 }),
      node('MatMul', ['shares', 'x'], ['attended']),
      node('Add', ['attended', 'x'], ['residual']),
      node('Gather', ['residual', 'row 0'], ['y'], { axis: 1 }),
    ])
    expect(dims.get('keys')).toEqual([1, 5, 4])
    expect(dims.get('queries')).toEqual([1, 1, 4])
    expect(dims.get('shares')).toEqual([1, 1, 5])
    expect(dims.get('residual')).toEqual([1, 1, 4])
  })

  it('keeps everything where another reader wants all rows, or rows of the batch are chosen', async () => {
    const both = await prune([
      ...rowWise,
      node('Gather', ['sum', 'row 0'], ['token'], { axis: 1 }),
      node('ReduceSum', ['sum', 'at 1'], ['total'], { keepdims: 0 }),
      node('Add', ['token', 'total'], ['y']),
    ])
    expect(both.dims.get('sum')).toEqual([1, 5, 4])
    const batch = await prune([...rowWise, node('Gather', ['sum', 'row 0'], ['y'], { axis: 0 })])
    expect(batch.dims.get('linear')).toEqual([1, 5, 4])
  })

  it('stops at an operator that it does not know', async () => {
    const { pruned, dims } = await prune([
      node('MatMul', ['x', 'w'], ['linear']),
      node('CumSum', ['linear', 'at 1'], ['running']),
      node('Tanh', ['running'], ['active']),
      node('Gather', ['active', 'row 0'], ['y'], { axis: 1 }),
    ])
    expect(dims.get('active')).toEqual([1, 1, 4])
    expect(pruned.graph.node.map(({ opType }) => opType)).toEqual([
      'MatMul',
      'CumSum',
      'Gather',
      'Tanh',
      'Gather',
    ])
  })

  it('measures nothing where only shapes and stored tables are gathered from', () => {
    const parsed = build([
      node('Shape', ['x'], ['dims']),
      node('Gather', ['dims', 'row 1'], ['length']),
      node('Cast', ['length'], ['count'], { to: 1 }),
      node('Gather', ['w', 'row 1'], ['weights']),
      node('MatMul', ['x', 'weights'], ['product']),
      node('Mul', ['product', 'count'], ['y']),
    ])
    expect(tensorsToMeasure(parsed)).toEqual([])
  })
})
