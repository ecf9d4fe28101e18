import { create } from '@bufbuild/protobuf'
import { OrtTensor as Tensor } from '../../../src/main/session/onnxruntime'
import { elementCount } from '@shared/tensor'
import { describe, expect, it } from 'vitest'
import { buildUntouchedModel } from '../../../src/main/graph/untouched-model'
import {
  buildModel,
  floatInitializer,
  int64Initializer,
  node,
  tensorInfo,
} from '../../../src/main/graph/build-model'
import { withFreeBatch } from '../../../src/main/graph/free-batch'
import { toGraphIndex } from '../../../src/main/graph/graph-index'
import { NodeProtoSchema } from '../../../src/main/graph/onnx_pb'
import { parseModel, type ParsedModel } from '../../../src/main/graph/parse-model'
import { createRandom } from '../../../src/main/maskers/random'
import { openOrtModel } from '../../../src/main/session/ort-model'

type Parts = Parameters<typeof buildModel>[0]

const next = createRandom('free batch')
const randoms = (dims: readonly number[]) =>
  Float32Array.from({ length: elementCount(dims) }, () => 2 * next() - 1)
const weights = (name: string, dims: readonly number[]) => floatInitializer(name, dims, randoms(dims))
const ints = (name: string, values: readonly number[]) => int64Initializer(name, [values.length], values)

/** x [1, ...dims] through the nodes to y. */
function parse(
  dims: readonly number[],
  nodes: Parts['nodes'],
  initializers: Parts['initializers'],
): ParsedModel {
  const bytes = buildModel({
    name: 'fixed',
    inputs: [tensorInfo('x', 'float32', [1, ...dims])],
    outputs: [tensorInfo('y', 'float32', [])],
    nodes,
    ...(initializers === undefined ? {} : { initializers }),
  })
  return parseModel(bytes, 'fixed.onnx')
}

async function run(parsed: ParsedModel, values: Float32Array, dims: readonly number[]): Promise<number[]> {
  const bytes = buildUntouchedModel(parsed, toGraphIndex(parsed), { output: 'y', frontier: [], maps: [] })
  const model = await openOrtModel({ modelPath: 'fixed.onnx', bytes }, { threads: 1, device: 'cpu' })
  try {
    const answers = await model.run({ x: new Tensor('float32', values, dims) }, ['y'])
    return [...(answers.get('y')?.data as Float32Array)]
  } finally {
    await model.release()
  }
}

/** Three cases at once against each of them by itself in the untouched model. */
async function expectSame(parsed: ParsedModel, dims: readonly number[]): Promise<void> {
  const cases = Array.from({ length: 3 }, () => randoms(dims))
  const alone = await Promise.all(cases.map((values) => run(parsed, values, [1, ...dims])))
  const all = Float32Array.from(cases.flatMap((values) => [...values]))
  const together = await run(withFreeBatch(parsed), all, [3, ...dims])
  expect(together).toHaveLength(alone.flat().length)
  for (const [place, value] of together.entries())
    expect(value).toBeCloseTo(alone.flat()[place] ?? Number.NaN, 5)
}

const allowZero = (from: string, dims: string, to: string) =>
  node('Reshape', [from, dims], [to], { allowzero: 1 })

describe('withFreeBatch', () => {
  it.each<[string, readonly number[], Parts['nodes'], Parts['initializers']]>([
    [
      'Reshape with allowzero, as the dynamo exporter writes it',
      [2, 6],
      [allowZero('x', 'dims', 'a'), node('MatMul', ['a', 'w'], ['y'])],
      [ints('dims', [1, 3, 4]), weights('w', [4, 2])],
    ],
    [
      'Reshape with allowzero whose other length is left to what remains',
      [2, 6],
      [allowZero('x', 'dims', 'a'), node('MatMul', ['a', 'w'], ['y'])],
      [ints('dims', [1, -1, 4]), weights('w', [4, 2])],
    ],
    [
      'Reshape whose other length is left to what remains',
      [2, 6],
      [node('Reshape', ['x', 'dims'], ['a']), node('MatMul', ['a', 'w'], ['y'])],
      [ints('dims', [1, -1, 4]), weights('w', [4, 2])],
    ],
    [
      'slices folded into the batch and laid out again',
      [3, 4, 4],
      [
        node('Reshape', ['x', 'folded'], ['slices']),
        node('Conv', ['slices', 'kernel'], ['maps'], { kernel_shape: [3, 3] }),
        node('Flatten', ['maps'], ['flat'], { axis: 1 }),
        node('Reshape', ['flat', 'apart'], ['sequence']),
        node('Softmax', ['sequence'], ['y'], { axis: 1 }),
      ],
      [ints('folded', [3, 1, 4, 4]), weights('kernel', [2, 1, 3, 3]), ints('apart', [1, 3, 8])],
    ],
    [
      'a class token of [1, 1, C]',
      [5, 4],
      [node('Concat', ['token', 'x'], ['all'], { axis: 1 }), node('MatMul', ['all', 'w'], ['y'])],
      [weights('token', [1, 1, 4]), weights('w', [4, 3])],
    ],
    [
      'a class token of every slice that is folded into the batch',
      [3, 2, 4],
      [
        node('Reshape', ['x', 'folded'], ['slices']),
        node('Concat', ['slices', 'token'], ['all'], { axis: -2 }),
        node('Reshape', ['all', 'apart'], ['y']),
      ],
      [ints('folded', [3, 2, 4]), weights('token', [3, 1, 4]), ints('apart', [1, 36])],
    ],
    [
      'a map that is resized to given sizes',
      [2, 4, 4],
      [node('Resize', ['x', '', '', 'sizes'], ['y'], { mode: 'linear' })],
      [ints('sizes', [1, 2, 7, 6])],
    ],
    [
      'first states of an LSTM',
      [5, 4],
      [
        node('Transpose', ['x'], ['steps'], { perm: [1, 0, 2] }),
        node('LSTM', ['steps', 'w', 'r', '', '', 'h', 'c'], ['', 'last'], { hidden_size: 3 }),
        node('Transpose', ['last'], ['y'], { perm: [1, 0, 2] }),
      ],
      [
        ...[weights('w', [1, 12, 4]), weights('r', [1, 12, 3])],
        ...[weights('h', [1, 1, 3]), weights('c', [1, 1, 3])],
      ],
    ],
    [
      'a constant that is given another shape',
      [5, 4],
      [node('Reshape', ['scale', 'dims'], ['a']), node('Mul', ['x', 'a'], ['y'])],
      [weights('scale', [4]), ints('dims', [1, 1, 4])],
    ],
  ])('gives the values of single cases with %s', async (_, dims, nodes, initializers) => {
    await expectSame(parse(dims, nodes, initializers), dims)
  })

  it('leaves a Reshape alone whose zeros are lengths, and one whose batch lies elsewhere', () => {
    const parsed = parse(
      [2, 6],
      [
        allowZero('x', 'empty', 'a'),
        node('Transpose', ['x'], ['turned'], { perm: [1, 0, 2] }),
        node('Reshape', ['turned', 'heads'], ['y']),
      ],
      [ints('empty', [1, 0]), ints('heads', [2, 2, 3])],
    )
    expect(withFreeBatch(parsed).graph.node.map(({ input }) => input)).toEqual(
      parsed.graph.node.map(({ input }) => input),
    )
  })

  it('changes nothing of what it is given, and keeps the defaults of nodes', () => {
    const parsed = parse([2, 6], [node('Reshape', ['x', 'dims'], ['y'])], [ints('dims', [1, 12])])
    const [reshape] = withFreeBatch(parsed).graph.node
    expect(parsed.graph.node[0]?.input).toEqual(['x', 'dims'])
    expect(reshape?.domain).toBe(create(NodeProtoSchema).domain)
  })
})
