import { existsSync } from 'node:fs'
import { describeError, type ErrorData } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import { describe, expect, it } from 'vitest'
import { openStudy } from '../../../src/main/dataset/open-study'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { toModelCard } from '../../../src/main/graph/model-card'
import { parseModel } from '../../../src/main/graph/parse-model'
import { checkInputs } from '../../../src/main/session/check-inputs'
import { effectiveBatchSize } from '../../../src/main/session/effective-batch-size'
import { buildStudy } from '../../fixtures/builders/onnx'
import { buildSeveralOutputsModel } from '../../fixtures/models/several-outputs'
import { buildThreeModalitiesModel } from '../../fixtures/models/three-modalities'

const cardOf = (bytes: Uint8Array): ModelCard =>
  toModelCard(parseModel(bytes, 'toy.onnx'), { fileName: 'toy.onnx', sizeBytes: 1, sha256: 'x' })
const card = cardOf(buildThreeModalitiesModel({ seed: 1 }))

const image = { kind: 'image', name: 'scan', input: 'image', source: { column: 'path' } }
const text = {
  kind: 'text',
  name: 'report',
  input: 'ids',
  attentionMask: 'mask',
  source: { column: 'report' },
  tokenizer: 'tokenizer.json',
}
const record = {
  kind: 'tabular',
  name: 'labs',
  input: 'record',
  attributes: [
    { name: 'sex', encoding: { kind: 'one-hot', levels: ['f', 'm', 'd'] } },
    { name: 'crp', missing: 'flag' },
  ],
}
const outputs = { kind: 'multi-label', names: ['a', 'b', 'c'] }

const check = (modalities: readonly unknown[], changed: Record<string, unknown> = {}, model = card) =>
  checkInputs(model, buildStudy(modalities, { ...outputs, ...changed }))
const codes = (problems: readonly ErrorData[]) => problems.map(({ code }) => code)
const sentence = (problem: ErrorData | undefined) =>
  problem === undefined ? '' : describeError(problem).sentence

describe('checkInputs', () => {
  it('has nothing to say about a study that fits, with a free batch or a batch of 1', () => {
    expect(check([image, text, record])).toEqual([])
    expect(
      check([image, text, record], {}, cardOf(buildThreeModalitiesModel({ seed: 1, batch: 1 }))),
    ).toEqual([])
  })

  it('suggests the nearest name for an unknown input', () => {
    const [problem] = check([{ ...image, input: 'imgae' }, text, record])
    expect(problem).toMatchObject({ code: 'model/input-unknown', details: { nearest: 'image' } })
    expect(sentence(problem)).toBe('The modality scan feeds the input imgae, which the model does not have.')
  })

  it('names inputs that nobody feeds', () => {
    const problems = check([image, { ...text, attentionMask: undefined }])
    expect(problems).toEqual([
      { code: 'model/input-unfed', details: { input: 'mask' } },
      { code: 'model/input-unfed', details: { input: 'record' } },
    ])
  })

  it('names an input that is fed twice, by two modalities or by one', () => {
    const twice = check([image, { ...image, name: 'other' }, text, record])
    expect(twice).toEqual([
      { code: 'model/input-twice', details: { input: 'image', modalities: ['scan', 'other'] } },
    ])
    expect(codes(check([image, { ...text, tokenTypeIds: 'mask' }, record]))).toEqual(['model/input-twice'])
  })

  it.each([
    ['an image without channels', [{ ...image, layout: 'no-channels' }, text, record], 4, 3],
    ['a volume', [{ ...image, kind: 'volume' }, text, record], 4, 5],
  ])('compares the axes of %s', (_, modalities, rank, wanted) => {
    const problems = check(modalities)
    expect(problems).toEqual([
      {
        code: 'model/input-rank',
        details: { modality: 'scan', input: 'image', rank, wanted, dims: 'batch x 1 x 8 x 8' },
      },
    ])
  })

  it('refuses ids for decimal inputs and values for inputs of ids', () => {
    const crossed = check([image, { ...text, input: 'record' }, { ...record, input: 'ids' }])
    expect(crossed).toContainEqual({
      code: 'model/input-dtype',
      details: { modality: 'report', input: 'record', dtype: 'float32', wanted: 'whole numbers' },
    })
    const pictured = check([{ ...image, input: 'ids' }, { ...text, input: 'image' }, record])
    expect(pictured).toContainEqual({
      code: 'model/input-dtype',
      details: { modality: 'scan', input: 'ids', dtype: 'int64', wanted: 'decimal numbers' },
    })
  })

  it('refuses what would have to be rounded for a record of whole numbers', () => {
    const whole = (dtype: string) => ({
      ...card,
      inputs: card.inputs.map((one) => (one.name === 'record' ? { ...one, dtype } : one)),
    })
    const with_ = (changed: object, dtype = 'int64') =>
      check([image, text, { ...record, ...changed }], {}, whole(dtype))
    for (const dtype of ['int64', 'int32', 'int8', 'uint8', 'bool']) expect(with_({}, dtype)).toEqual([])
    expect(with_({ replacement: 'cohort-mode' })).toEqual([])
    expect(with_({ replacement: 'donor' })).toEqual([])
    expect(with_({ replacement: { kind: 'constant', value: 2 } })).toEqual([])
    for (const replacement of [
      'case-mean',
      'cohort-mean',
      'cohort-median',
      'noise',
      { kind: 'constant', value: 0.5 },
    ])
      expect(codes(with_({ replacement }))).toEqual(['model/whole-replacement'])
    expect(codes(with_({ replacement: { kind: 'constant', value: 2 } }, 'bool'))).toEqual([
      'model/whole-replacement',
    ])
    const [sex] = record.attributes
    const scaled = with_({
      attributes: [sex, { name: 'crp', encoding: { kind: 'z-score' }, missing: 'flag' }],
    })
    expect(scaled).toEqual([
      {
        code: 'model/whole-encoding',
        details: { modality: 'labs', input: 'record', dtype: 'int64', attribute: 'crp', encoding: 'z-score' },
      },
    ])
  })

  it('lets an attention mask be decimal', () => {
    const decimal = {
      ...card,
      inputs: card.inputs.map((one) => (one.name === 'mask' ? { ...one, dtype: 'float32' } : one)),
    }
    expect(check([image, text, record], {}, decimal)).toEqual([])
  })

  it('counts the columns of a record', () => {
    const [problem] = check([image, text, { ...record, attributes: record.attributes.slice(0, 1) }])
    expect(sentence(problem)).toBe('The attributes of labs make 3 columns, but the input record takes 5.')
  })

  it.each([
    [['batch', 5], []],
    [['batch', 'columns'], []],
    [['batch', 1, 5], []],
    [['batch', 5, 1], []],
    [['batch'], ['model/input-width']],
    [['batch', 1], ['model/input-width']],
    [['batch', 2, 5], ['model/input-rank']],
    [[], ['model/input-rank']],
  ])('lets a record of 5 columns feed %j: %j', (dims, wanted) => {
    const other = {
      ...card,
      inputs: card.inputs.map((one) => (one.name === 'record' ? { ...one, dims } : one)),
    }
    expect(codes(check([image, text, record], {}, other))).toEqual(wanted)
  })

  it('collects all problems at once', () => {
    expect(
      codes(
        check(
          [
            { ...image, input: 'x' },
            { ...text, input: 'record' },
          ],
          { names: ['a'] },
        ),
      ),
    ).toEqual([
      'model/input-unknown',
      'model/input-dtype',
      'model/input-unfed',
      'model/input-unfed',
      'session/output-count',
    ])
  })

  it('refuses a fixed batch other than 1', () => {
    const batched = cardOf(buildThreeModalitiesModel({ seed: 1, batch: 4 }))
    expect(check([image, text, record], {}, batched)).toEqual([
      { code: 'model/fixed-batch', details: { model: 'toy.onnx', batch: 4 } },
    ])
  })
})

describe('the output', () => {
  it('must have as many values as names, after the slice', () => {
    expect(check([image, text, record], { names: ['a', 'b'] })).toEqual([
      { code: 'session/output-count', details: { found: 3, wanted: 2, width: 3 } },
    ])
    expect(check([image, text, record], { names: ['a', 'b'], slice: [1, 3] })).toEqual([])
  })

  it('must be named among several', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const several = cardOf(buildSeveralOutputsModel())
    const six = {
      ...record,
      input: 'x',
      attributes: [{ name: 'a', encoding: { kind: 'one-hot', levels: names } }],
    }
    expect(codes(check([six], {}, several))).toEqual(['session/output-needed'])
    expect(codes(check([six], { tensor: 'tabel' }, several))).toEqual(['session/no-output'])
    expect(check([six], { tensor: 'probabilities', kind: 'multi-class', names }, several)).toEqual([])
    expect(check([six], { tensor: 'logits', kind: 'multi-class', names }, several)).toEqual([
      { code: 'model/logits', details: { output: 'logits', lastOperator: null, kind: 'multi-class' } },
    ])
  })

  it('gets a notice when an activation would be applied twice', () => {
    const [problem] = check([image, text, record], { activation: 'sigmoid' })
    expect(problem).toMatchObject({ code: 'model/activation-twice' })
    expect(problem === undefined ? '' : describeError(problem).kind).toBe('notice')
  })

  it('gets no notice about logits where they are wanted or mean nothing', () => {
    const regression = {
      ...card,
      outputs: card.outputs.map((one) => ({ ...one, activationInGraph: 'none' as const })),
    }
    expect(codes(check([image, text, record], {}, regression))).toEqual(['model/logits'])
    for (const fields of [{ space: 'logit' }, { activation: 'sigmoid' }, { kind: 'regression' }]) {
      expect(check([image, text, record], fields, regression)).toEqual([])
    }
  })
})

describe('effectiveBatchSize', () => {
  it('is the wanted one, 1 where the graph is fixed to it, and refused for any other', () => {
    expect(effectiveBatchSize({ ...card, fixedBatch: null }, 8)).toBe(8)
    expect(effectiveBatchSize({ ...card, fixedBatch: 1 }, 8)).toBe(1)
    expect(() => effectiveBatchSize({ ...card, fixedBatch: 4 }, 8)).toThrow(
      expect.objectContaining({ code: 'model/fixed-batch', details: { model: 'toy.onnx', batch: 4 } }),
    )
  })
})

describe.skipIf(!existsSync('../shared/studies'))(
  'real studies fit their models (skipped where ../shared is absent)',
  () => {
    it.each([
      'skin-resnetmlp-1',
      'skin-vitmlp-1',
      'chest-resnettextmlp',
      'chest-resnettextmlp-batch1',
      'lung-resnet3dmlp',
    ])('%s', async (name) => {
      const open = await openStudy(`test/studies/${name}.study.yaml`)
      expect(checkInputs(await inspectModel(open.modelPath), open.study)).toEqual([])
    })
  },
)
