import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { InferenceSession, onnxruntimeFolder } from '../../../src/main/session/onnxruntime'
import { withQuiet } from '../../../src/main/session/quiet-environment'
import { describe, expect, it, vi } from 'vitest'
import type { Feeds } from '../../../src/main/batch/batch-buffers'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { openSession } from '../../../src/main/session/open-session'
import {
  buildOutputs,
  floatTensor,
  idTensor,
  openTestSession,
  saveTestModel,
} from '../../fixtures/builders/onnx'
import { buildSeveralOutputsModel } from '../../fixtures/models/several-outputs'
import { buildThreeModalitiesModel } from '../../fixtures/models/three-modalities'

const x: Feeds = new Map([['x', floatTensor([2, 6], [0, 1, 2, 3, 4, 5, -6, -7, -8, -9, -10, -11])]])

describe('the output that the study chooses', () => {
  const run = async (fields: Record<string, unknown>, count: number) =>
    (await openTestSession(buildSeveralOutputsModel(), buildOutputs(count, fields))).run(x, 2)

  it('is flattened per case and sliced', async () => {
    await expect(run({ tensor: 'table' }, 6)).resolves.toEqual([
      [0, 1, 4, 9, 16, 25],
      [36, 49, 64, 81, 100, 121],
    ])
    await expect(run({ tensor: 'table', slice: [1, 3] }, 2)).resolves.toEqual([
      [1, 4],
      [49, 64],
    ])
  })

  it('may be whole numbers', async () => {
    await expect(run({ tensor: 'label' }, 1)).resolves.toEqual([[5], [0]])
  })

  it('keeps float32 values exactly', async () => {
    const values = [0.1, 1 / 3, 1e-20, 16777217, -0.7, 3]
    const session = await openTestSession(buildSeveralOutputsModel(), buildOutputs(6, { tensor: 'logits' }))
    const rows = await session.run(new Map([['x', floatTensor([1, 6], values)]]), 1)
    expect(rows).toEqual([values.map(Math.fround)])
  })

  it.each([
    [
      'names too few values',
      { tensor: 'table' },
      5,
      'session/output-count',
      { found: 6, wanted: 5, width: 6 },
    ],
    [
      'is cut beyond its end',
      { tensor: 'table', slice: [4, 8] },
      4,
      'session/output-count',
      { found: 2, wanted: 4, width: 6 },
    ],
    [
      'is cut behind its end',
      { tensor: 'table', slice: [7, 8] },
      1,
      'session/output-count',
      { found: 0, wanted: 1, width: 6 },
    ],
    [
      'is cut backwards',
      { tensor: 'table', slice: [4, 2] },
      2,
      'session/output-count',
      { found: 0, wanted: 2, width: 6 },
    ],
    ['has no batch axis', { tensor: 'mean' }, 1, 'session/output-shape', { dims: [], batch: 2 }],
    ['is true or false', { tensor: 'positive' }, 6, 'session/output-dtype', { dtype: 'bool' }],
  ])('is refused when it %s', async (_, fields, count, code, details) => {
    await expect(run(fields, count)).rejects.toMatchObject({ code, details })
  })

  it('must be named among several, and must exist', async () => {
    const known = ['logits', 'probabilities', 'table', 'label', 'mean', 'positive']
    await expect(run({}, 6)).rejects.toMatchObject({ code: 'session/output-needed', details: { known } })
    await expect(run({ tensor: 'logit' }, 6)).rejects.toMatchObject({
      code: 'session/no-output',
      details: { output: 'logit', known },
    })
  })
})

describe('inputs', () => {
  it.each([
    ['float16', [0.5, 2, -3]],
    ['float64', [0.5, 2, -3]],
    ['int32', [1, 2, 3]],
    ['int64', [1, 2, 3]],
    ['bool', [0, 1, 1]],
  ] as const)('are cast to %s', async (dtype, values) => {
    const bytes = buildModel({
      name: 'cast',
      inputs: [tensorInfo('x', dtype, ['batch', 3])],
      outputs: [tensorInfo('y', 'float32', ['batch', 3])],
      nodes: [node('Cast', ['x'], ['y'], { to: 1 })],
    })
    const session = await openTestSession(bytes, buildOutputs(3))
    const isWhole = dtype === 'int32' || dtype === 'int64' || dtype === 'bool'
    const tensor = isWhole ? idTensor([1, 3], values) : floatTensor([1, 3], values)
    await expect(session.run(new Map([['x', tensor]]), 1)).resolves.toEqual([[...values]])
  })

  it('go through a model of halves and come back as numbers', async () => {
    const bytes = buildModel({
      name: 'halves',
      inputs: [tensorInfo('x', 'float16', ['batch', 2])],
      outputs: [tensorInfo('y', 'float16', ['batch', 2])],
      nodes: [node('Add', ['x', 'x'], ['y'])],
    })
    const session = await openTestSession(bytes, buildOutputs(2))
    const tensor = floatTensor([1, 2], [1 / 3, -40000])
    await expect(session.run(new Map([['x', tensor]]), 1)).resolves.toEqual([[0.66650390625, -Infinity]])
  })

  it('that do not fit end in one sentence with the numbers that disagree', async () => {
    const session = await openTestSession(buildSeveralOutputsModel(), buildOutputs(6, { tensor: 'logits' }))
    const narrow = session.run(new Map([['x', floatTensor([1, 5], [1, 2, 3, 4, 5])]]), 1)
    await expect(narrow).rejects.toMatchObject({
      code: 'session/run-failed',
      details: { model: 'toy.onnx', why: expect.stringMatching(/x .*Got: 5 Expected: 6/) as string },
    })
    await expect(session.run(new Map(), 1)).rejects.toMatchObject({ code: 'session/run-failed' })
  })

  it('are not repeated by a failure: a token outside the vocabulary stays unnamed', async () => {
    const session = await openTestSession(buildThreeModalitiesModel({ seed: 1 }), buildOutputs(3))
    const feeds: Feeds = new Map([
      ['image', floatTensor([1, 1, 8, 8], Array<number>(64).fill(0))],
      ['ids', idTensor([1, 6], [1, 2, 3, 4, 777, 6])],
      ['mask', idTensor([1, 6], [1, 1, 1, 1, 1, 1])],
      ['record', floatTensor([1, 5], [0, 0, 0, 0, 0])],
    ])
    const failure: unknown = await session.run(feeds, 1).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code: 'session/run-failed' })
    expect((failure as Error).message).not.toContain('777')
    expect((failure as Error).message).toContain('must be within')
  })
})

describe('openSession', () => {
  const broken = () =>
    buildModel({
      name: 'broken',
      inputs: [tensorInfo('x', 'float32', ['batch', 2])],
      outputs: [tensorInfo('y', 'float32', ['batch', 2])],
      initializers: [floatInitializer('w', [3, 2], [1, 2, 3, 4, 5, 6])],
      nodes: [node('NoSuchOperator', ['x', 'w'], ['y'])],
    })

  it('says why onnxruntime cannot open a model, without the folder it lies in', async () => {
    const path = saveTestModel(broken(), 'broken.onnx')
    const options = {
      card: await inspectModel(path),
      outputs: buildOutputs(2),
      threads: 1,
      device: 'cpu' as const,
    }
    const failure: unknown = await openSession(path, options).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code: 'session/open-failed', details: { model: 'broken.onnx' } })
    expect((failure as Error).message).toContain('NoSuchOperator')
    expect((failure as Error).message).not.toContain(path)
  })

  it('can be released twice, and says so when it is run afterwards', async () => {
    const session = await openTestSession(buildSeveralOutputsModel(), buildOutputs(6, { tensor: 'logits' }))
    await session.release()
    await session.release()
    await expect(session.run(x, 2)).rejects.toMatchObject({ code: 'session/run-failed' })
  })

  it('lets onnxruntime print nothing when it fails', async () => {
    const creating = vi.spyOn(InferenceSession, 'create')
    const ours = await openTestSession(buildSeveralOutputsModel(), buildOutputs(6, { tensor: 'logits' }))
    const running = vi.spyOn(await creating.mock.results[0]!.value, 'run')
    await ours.run(x, 2)
    const options = { create: creating.mock.calls[0]![1], run: running.mock.calls[0]!.at(-1) }
    vi.restoreAllMocks()
    const paths = [saveTestModel(broken()), saveTestModel(buildLookUpModel())]
    expect(failInProcess(options, paths)).toEqual({ stdout: 'refused failed', stderr: '' })
    const loud = { logSeverityLevel: 3 }
    expect(failInProcess({ create: loud, run: loud }, paths).stderr).toContain('running Gather node')
  })
})

/** A table of two rows: any other index makes the kernel itself fail. */
function buildLookUpModel(): Uint8Array {
  return buildModel({
    name: 'look-up',
    inputs: [tensorInfo('row', 'int64', ['batch'])],
    outputs: [tensorInfo('y', 'float32', ['batch'])],
    initializers: [floatInitializer('table', [2], [1, 2])],
    nodes: [node('Gather', ['table', 'row'], ['y'], { axis: 0 })],
  })
}

/** Opens a broken model and lets a good one fail, in a process of its own: native prints pass by the console. */
function failInProcess(options: unknown, paths: readonly string[]): { stdout: string; stderr: string } {
  const script = `
    const { InferenceSession, Tensor } = require(${JSON.stringify(onnxruntimeFolder)})
    const { create, run } = ${JSON.stringify(options)}
    const [broken, good] = process.argv.slice(1)
    const row = new Tensor('int64', new BigInt64Array([9n]), [1])
    const say = (word) => () => process.stdout.write(word)
    InferenceSession.create(broken, create)
      .catch(say('refused '))
      .then(() => InferenceSession.create(good, create))
      .then((session) => session.run({ row }, ['y'], run))
      .catch(say('failed'))`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, ...paths], {
    encoding: 'utf8',
    env: withQuiet(process.env),
  })
  return { stdout, stderr }
}

const studies = '../shared/studies'

describe.skipIf(!existsSync(studies))('the real models open (skipped where ../shared is absent)', () => {
  it.each([
    'skin/ResNetMLP',
    'skin/ViTMLP',
    'chest/ResNetTextMLP',
    'chest/ResNetTextMLP-batch1',
    'lung/ViT3dMLP',
  ])('%s', async (model) => {
    const path = `${studies}/${model}.onnx`
    const card = await inspectModel(path)
    const session = await openSession(path, { card, outputs: buildOutputs(1), threads: 1, device: 'cpu' })
    await session.release()
    expect(session.device).toBe('cpu')
  })
})
