import { elementCount, type Tensor } from '@shared/tensor'
import { describe, expect, it } from 'vitest'
import { parseModel } from '../../src/main/graph/parse-model'
import type { BenchModel } from '../bench/models/bench-model'
import { benchModels } from '../bench/models/bench-models'
import { buildRandomCase } from '../bench/models/random-case'
import { buildResNet18Text } from '../bench/models/resnet18-text'
import { buildVitSmall } from '../bench/models/vit-small'
import { buildOutputs, openTestSession } from '../fixtures/builders/onnx'

const size = 'tiny'
const variants: [string, () => BenchModel][] = [
  ...[...benchModels].flatMap(([name, build]): [string, () => BenchModel][] => [
    [name, () => build({ size })],
    [`${name} with BatchNormalization`, () => build({ size, foldBatchNorm: false, activation: 'sigmoid' })],
  ]),
  ['vit-small, three projections', () => buildVitSmall({ size, projection: 'separate' })],
  ['vit-small, all tokens normalised', () => buildVitSmall({ size, lastNorm: 'sequence' })],
  ['resnet-18-text with a mask', () => buildResNet18Text({ size, attentionMask: true })],
  ['resnet-18-text, one projection', () => buildResNet18Text({ size, projection: 'fused' })],
]

/** Cases one after the other along the batch axis. */
function stack(cases: readonly ReadonlyMap<string, Tensor>[]): Map<string, Tensor> {
  return new Map(
    [...cases[0]!.keys()].map((name) => [name, stackTensors(cases.map((one) => one.get(name)!))]),
  )
}

function stackTensors(tensors: readonly Tensor[]): Tensor {
  const dims = [tensors.length, ...tensors[0]!.dims]
  if (tensors[0]!.dtype === 'int64') {
    const ids = tensors.flatMap(({ values }) => [...values].map(BigInt))
    return { dtype: 'int64', dims, values: BigInt64Array.from(ids) }
  }
  const numbers = tensors.flatMap(({ values }) => [...values].map(Number))
  return { dtype: 'float32', dims, values: Float32Array.from(numbers) }
}

const operators = (model: BenchModel) =>
  new Set(parseModel(model.bytes, 'bench.onnx').graph.node.map(({ opType }) => opType))

const largestDifference = (row: readonly number[], other: readonly number[]) =>
  Math.max(...row.map((value, index) => Math.abs(value - other[index]!)))

describe.each(variants)('the benchmark model %s', (_, build) => {
  it('gives the rows of a batch as it gives them alone, finite and different for every case', async () => {
    const model = build()
    const session = await openTestSession(model.bytes, buildOutputs(4), 1)
    const cases = [1, 2, 3].map((seed) => buildRandomCase(model, seed))
    const together = await session.run(stack(cases), 3)
    expect(together.flat().filter(Number.isFinite)).toHaveLength(12)
    for (const [index, one] of cases.entries()) {
      const [alone] = await session.run(stack([one]), 1)
      expect(largestDifference(alone!, together[index]!)).toBeLessThan(1e-5)
    }
    expect(largestDifference(together[0]!, together[1]!)).toBeGreaterThan(1e-3)
    expect(largestDifference(together[1]!, together[2]!)).toBeGreaterThan(1e-3)
  })

  it('answers to each modality alone', async () => {
    const model = build()
    const session = await openTestSession(model.bytes, buildOutputs(4), 1)
    const [original, other] = [1, 2].map((seed) => buildRandomCase(model, seed))
    const changed = model.modalities.map(({ input }) => new Map([...original!, [input, other!.get(input)!]]))
    const [first, ...rows] = await session.run(stack([original!, ...changed]), 1 + changed.length)
    for (const row of rows) expect(largestDifference(row, first!)).toBeGreaterThan(1e-4)
  })

  it('declares its inputs as the graph has them, and parts that fit them', () => {
    const model = build()
    const { graph } = parseModel(model.bytes, 'bench.onnx')
    expect(graph.input.map(({ name }) => name)).toEqual(model.inputs.map(({ name }) => name))
    expect(graph.output.map(({ name }) => name)).toEqual([model.output])
    for (const { input, part } of model.modalities) {
      const { dims } = model.inputs.find(({ name }) => name === input)!
      // The last axes of a map are spatial; a row has one part per column or token.
      const counts = part?.map((size, axis) => dims.at(axis - part.length)! / size) ?? dims
      expect(counts.every(Number.isInteger)).toBe(true)
      expect(elementCount(counts)).toBeGreaterThan(3)
      if (part !== null) expect(part).toHaveLength(dims.length - 1)
    }
  })
})

describe('the benchmark models', () => {
  it('are the same bytes for the same seed, and others for another', () => {
    const build = benchModels.get('resnet-18')!
    expect(build({ size })).toEqual(build({ size }))
    expect(build({ size, seed: 2 }).bytes).not.toEqual(build({ size }).bytes)
  })

  it('keep BatchNormalization nodes only where asked or where no convolution stands before them', () => {
    const has = (name: string, foldBatchNorm: boolean) =>
      operators(benchModels.get(name)!({ size, foldBatchNorm })).has('BatchNormalization')
    expect([has('resnet-18', true), has('resnet-18', false), has('densenet-121', true)]).toEqual([
      false,
      true,
      true,
    ])
  })

  it('carry their own names', () => {
    expect([...benchModels].map(([, build]) => build({ size }).name)).toEqual([...benchModels.keys()])
  })

  it('write the transformer as the exporter does', () => {
    const fused = operators(buildVitSmall({ size }))
    for (const name of [
      'LayerNormalization',
      'Erf',
      'Softmax',
      'Shape',
      'Where',
      'Expand',
      'Split',
      'Gather',
    ]) {
      expect(fused).toContain(name)
    }
    const separate = operators(buildVitSmall({ size, projection: 'separate' }))
    expect(separate).not.toContain('Split')
  })

  it('hide the tokens that the attention mask leaves out', async () => {
    const model = buildResNet18Text({ size, attentionMask: true })
    const session = await openTestSession(model.bytes, buildOutputs(4), 1)
    const original = buildRandomCase(model, 1)
    const ids = original.get('input_ids')!
    const withToken = (index: number) => {
      const values = BigInt64Array.from([...ids.values].map(BigInt))
      values[index] = (values[index]! + 1n) % 40n
      return new Map([...original, ['input_ids', { dtype: 'int64', dims: ids.dims, values } as const]])
    }
    const rows = await session.run(stack([original, withToken(7), withToken(1)]), 3)
    expect(largestDifference(rows[1]!, rows[0]!)).toBeLessThan(1e-6)
    expect(largestDifference(rows[2]!, rows[0]!)).toBeGreaterThan(1e-4)
  })
})
