import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '@shared/errors'
import type { RunEvent, RunResult } from '@shared/run'
import type { RunOverrides } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { executeRun } from '../../../src/main/services/execute-run'
import { loadRunResult } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { createLocalWorkers } from '../../fixtures/builders/local-workers'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'
import { loadStoredCases } from '../../fixtures/builders/stored-cases'
import { buildBatchMeanModel } from '../../fixtures/models/batch-mean'
import { buildDivisionModel } from '../../fixtures/models/division'
import { buildRandomModel, type Drawing } from '../../fixtures/models/random'
import { buildSimilarityModel } from '../../fixtures/models/similarity'

const folders = useTemporaryFolders()

const scan = {
  ...{ name: 'scan', kind: 'image', input: 'scan', source: { column: 'scan' } },
  ...{ layout: 'channels-first', parts: { patch: [2, 2] }, replacement: 'zero' },
}
const tabular = (name: string, columns: readonly string[]) => ({
  ...{ name, kind: 'tabular', input: name, replacement: 'zero' },
  attributes: columns.map((column) => ({ name: column })),
})

const scanWeights = Array.from({ length: 16 }, (_, place) => (place % 5) / 10 - 0.15)
const recordWeights = [0.5, 0.25] as const
const pixels = (place: number): number[] =>
  Array.from({ length: 16 }, (_, pixel) => ((3 * pixel + 7 * place) % 11) / 8 + 0.25)
/** Places of the pixels of the four patches. */
const patches = [0, 2, 8, 10].map((corner) => [0, 1, 4, 5].map((step) => corner + step))

interface BatchMeanStudy {
  readonly folder: string
  readonly records: readonly (readonly [number, number])[]
  readonly sigmoid?: boolean
}

function writeBatchMeanStudy({ folder, records, sigmoid = false }: BatchMeanStudy): string {
  return writeToyStudy({
    folder,
    model: buildBatchMeanModel({ scan: scanWeights, record: recordWeights, sigmoid }),
    modalities: [scan, tabular('record', ['u', 'v'])],
    outputs: { kind: sigmoid ? 'multi-label' : 'regression', names: ['y'] },
    rows: records.map(([u, v], place) => ({ id: `c${place}`, scan: `c${place}.npy`, u, v })),
    images: Object.fromEntries(
      records.map((_, place) => [`c${place}.npy`, { dims: [1, 4, 4], values: pixels(place) }]),
    ),
    run: { device: 'cpu', threads: 1 },
  })
}

/** By hand: one mask at a time the model is a weighted sum. */
function byHand(place: number, [u, v]: readonly [number, number], sigmoid: boolean) {
  const end = (sum: number): number => (sigmoid ? 1 / (1 + Math.exp(-sum)) : sum)
  const values = pixels(place).map((value, pixel) => value * (scanWeights[pixel] ?? 0))
  const fromScan = values.reduce((sum, value) => sum + value, 0)
  const fromRecord = u * recordWeights[0] + v * recordWeights[1]
  return {
    original: end(fromScan + fromRecord),
    scan: patches.map((patch) =>
      end(fromScan + fromRecord - patch.reduce((sum, pixel) => sum + (values[pixel] ?? 0), 0)),
    ),
    record: [end(fromScan + v * recordWeights[1]), end(fromScan + u * recordWeights[0])],
  }
}

async function expectByHand(
  runFolder: string,
  { records, sigmoid = false }: Omit<BatchMeanStudy, 'folder'>,
): Promise<void> {
  const stored = await loadStoredCases(runFolderAt(runFolder))
  expect(stored).toHaveLength(records.length)
  for (const [place, one] of stored.entries()) {
    if (!('outputs' in one)) throw new Error(`case ${place} was skipped`)
    const wanted = byHand(place, records[place]!, sigmoid)
    expect(one.outputs.originalOutput[0]).toBeCloseTo(wanted.original, 5)
    for (const [at, name] of (['scan', 'record'] as const).entries()) {
      const found = one.outputs.modalities[at]!.occludedOutput.map(([value]) => value!)
      for (const [part, value] of found.entries()) expect(value).toBeCloseTo(wanted[name][part]!, 5)
    }
  }
}

interface Executed {
  readonly events: readonly RunEvent[]
  readonly result: RunResult
  readonly runFolder: string
}

async function execute(
  runFolder: string,
  until: (event: RunEvent) => boolean = () => false,
  workers = createLocalWorkers(),
): Promise<Executed> {
  const abort = new AbortController()
  const events: RunEvent[] = []
  const options = { signal: abort.signal, clock: () => performance.now(), startWorker: workers.start }
  for await (const event of executeRun(runFolder, { ...options, triesAll: true })) {
    events.push(event)
    if (until(event)) abort.abort()
  }
  return { events, runFolder, result: await loadRunResult(runFolderAt(runFolder)) }
}

async function runStudy(study: string, home: string, overrides: RunOverrides = {}): Promise<Executed> {
  return execute(await createTestRun(study, home, overrides))
}

const codesOf = ({ events }: Executed): string[] =>
  events.flatMap((one) => (one.event === 'notice' ? [one.notice.code] : []))
const aboutPath = ({ notices }: RunResult): string[] =>
  notices.map(({ code }) => code).filter((code) => code.startsWith('run/path'))
const bytesOf = ({ runFolder }: Executed, file: string): string =>
  readFileSync(join(runFolder, file), 'latin1')

describe('a first case that is saturated', () => {
  // A sum of 60 makes a sigmoid of exactly 1 in float32: no mask of the scan moves it.
  const records = [[120, 1], ...[1, 2, 3, 4].map((place) => [place / 3 - 1, 1] as const)] as (readonly [
    number,
    number,
  ])[]

  it.each(['auto', 'incremental', 'split', 'batched'] as const)(
    'gives the figures of the plain path where %s is asked for and masks change each other',
    async (path) => {
      const home = folders({})
      const study = writeBatchMeanStudy({ folder: home, records, sigmoid: true })
      const run = await runStudy(study, home, { path })
      expect(run.result.path?.path).toBe('plain')
      expect(codesOf(run)).toContain('run/path-differs')
      await expectByHand(run.runFolder, { records, sigmoid: true })
      expect(existsSync(join(home, 'paths.json'))).toBe(false)
    },
  )

  it('is looked past for a mask that moves an output, and the path that is right there is taken', async () => {
    const home = folders({})
    // Without the second value no mask changes another.
    const sound = records.map(([u]) => [u, 0] as const)
    const study = writeBatchMeanStudy({ folder: home, records: sound, sigmoid: true })
    const run = await runStudy(study, home, { path: 'batched' })
    expect(run.result.path).toMatchObject({ path: 'batched', plainModalities: [] })
    expect(run.result.path!.comparedCases).toBeGreaterThan(1)
    expect(codesOf(run)).toEqual([])
    await expectByHand(run.runFolder, { records: sound, sigmoid: true })
  })

  it('leaves masks of a modality that moves nothing anywhere to the plain path, and says so in the result', async () => {
    const home = folders({})
    // Masking u moves the output from 1 to far below, masking the scan never does.
    const silent = [1, 2, 3].map(() => [120, 0] as const)
    const study = writeBatchMeanStudy({ folder: home, records: silent, sigmoid: true })
    const run = await runStudy(study, home, { path: 'batched' })
    expect(run.result.path).toMatchObject({ path: 'batched', plainModalities: ['scan'] })
    expect(run.result.notices).toContainEqual({
      code: 'run/modality-not-compared',
      details: { path: 'batched', modality: 'scan', cases: 3 },
    })
    await expectByHand(run.runFolder, { records: silent, sigmoid: true })
  })
})

describe('a path that is wrong only for later cases', () => {
  // The first case shows nothing of the gate, which is open in all others.
  const records = Array.from({ length: 14 }, (_, place) => [place / 5 - 1, place === 0 ? 0 : 1] as const)
  const write = (home: string): string => writeBatchMeanStudy({ folder: home, records })
  const isFirstCase = ({ event }: RunEvent): boolean => event === 'case'

  it('ends in the plain path for all cases, with a notice that stays', async () => {
    const home = folders({})
    const run = await runStudy(write(home), home, { path: 'auto' })
    await expectByHand(run.runFolder, { records })
    expect(run.result.path).toMatchObject({ path: 'plain', comparedLater: 0 })
    expect(aboutPath(run.result)).toEqual(['run/path-differs-later'])
    expect(codesOf(run)).toContain('run/path-differs-later')
    expect(run.events.map(({ sequence }) => sequence)).toEqual(run.events.map((_, place) => place))
    expect(await loadStoredCases(runFolderAt(run.runFolder))).toHaveLength(records.length)
    const memory = join(home, 'paths.json')
    expect(existsSync(memory) ? readFileSync(memory, 'utf8') : '').not.toContain('"key"')
  })

  it('gives the same bytes when it was interrupted, and with several workers the same outputs', async () => {
    const [one, two, three] = [folders({}), folders({}), folders({})]
    const whole = await runStudy(write(one), one, { path: 'batched' })
    const runFolder = await createTestRun(write(two), two, { path: 'batched' })
    await execute(runFolder, isFirstCase)
    const resumed = await execute(runFolder)
    expect(bytesOf(resumed, 'outputs.bin')).toBe(bytesOf(whole, 'outputs.bin'))
    expect(resumed.result.notices).toEqual(whole.result.notices)
    expect(resumed.result.path).toEqual(whole.result.path)
    const workers = await runStudy(write(three), three, { path: 'batched', workers: 2, threads: 2 })
    expect(bytesOf(workers, 'outputs.bin')).toBe(bytesOf(whole, 'outputs.bin'))
    expect(aboutPath(workers.result)).toEqual(['run/path-differs-later'])
  })

  it('keeps how near it came at the cases that were compared again', async () => {
    const home = folders({})
    const sound = records.map(([u]) => [u, 0] as const)
    const run = await runStudy(writeBatchMeanStudy({ folder: home, records: sound }), home, {
      path: 'batched',
    })
    expect(run.result.path).toMatchObject({ path: 'batched', comparedLater: 3 })
    const stored = await loadStoredCases(runFolderAt(run.runFolder))
    const compared = stored.filter((one) => 'outputs' in one && one.outputs.compared !== undefined)
    expect(compared).toHaveLength(3)
  })
})

describe('a model that gives other outputs each time', () => {
  const write = (home: string, drawing: Drawing): string =>
    writeToyStudy({
      folder: home,
      model: buildRandomModel(drawing),
      modalities: [tabular('a', ['a1', 'a2', 'a3', 'a4']), tabular('b', ['b1', 'b2', 'b3', 'b4'])],
      outputs: { kind: 'regression', names: ['y'], tensor: 'y' },
      rows: [1, 2, 3].map((place) => ({
        id: `c${place}`,
        ...Object.fromEntries(
          ['a', 'b'].flatMap((name) => [1, 2, 3, 4].map((n) => [`${name}${n}`, n + place])),
        ),
      })),
      run: { device: 'cpu' },
    })

  it.each([
    ['normal', 'RandomNormalLike noise'],
    ['dropout at the end', 'Dropout y'],
  ] as const)('is told with the node that draws (%s), by how much, on every path', async (drawing, node) => {
    for (const path of ['auto', 'batched', 'plain'] as const) {
      const home = folders({})
      const run = await runStudy(write(home, drawing), home, { path })
      expect(run.result.path?.path).toBe('plain')
      const notice = run.result.notices.find(({ code }) => code === 'run/not-deterministic')
      expect(notice?.details['nodes']).toEqual([node])
      expect(notice?.details['difference']).toBeGreaterThan(1e-3)
      expect(describeError(notice!).sentence).toMatch(/differences below \S+ mean nothing/)
      expect(codesOf(run).filter((code) => code.startsWith('run/'))).toEqual(['run/not-deterministic'])
    }
  })

  it('is told by its graph where onnxruntime leaves the dropout out', async () => {
    const home = folders({})
    const { result } = await runStudy(write(home, 'dropout inside'), home, { path: 'auto' })
    expect(result.notices).toEqual([
      {
        code: 'run/not-deterministic',
        details: { difference: null, nodes: ['Dropout disturbed'], more: 0 },
      },
    ])
    expect(describeError(result.notices[0]!).sentence).toContain('the same in every comparison here')
  })

  it('is not said to be one where what is drawn reaches another output only', async () => {
    const home = folders({})
    const { result } = await runStudy(write(home, 'elsewhere'), home, { path: 'batched' })
    expect([result.path?.path, result.notices]).toEqual(['batched', []])
  })
})

describe('an output with a second axis that grows with the batch', () => {
  it.each([
    ['batch', 'by its name'],
    ['unknown', 'in a pass of two'],
  ])('is found (%s: %s), and every mask runs by itself', async (second) => {
    const home = folders({})
    const study = writeToyStudy({
      folder: home,
      model: buildSimilarityModel(second),
      modalities: [tabular('a', ['a1', 'a2']), tabular('b', ['b1', 'b2'])],
      outputs: { kind: 'regression', names: ['y'] },
      rows: [1, 2].map((n) => ({ id: `c${n}`, a1: n, a2: 2, b1: 3, b2: n })),
      run: { device: 'cpu' },
    })
    const run = await runStudy(study, home, { path: 'auto' })
    expect(run.result.path?.path).toBe('plain')
    expect(codesOf(run)).toEqual(['run/output-grows'])
    const [stored] = await loadStoredCases(runFolderAt(run.runFolder))
    // (1, 2) W (3, 1) with W = ((1, 2), (3, 4)): 7 * 3 + 10 * 1; without a1: 6 * 3 + 8 * 1; without b1: 10.
    expect(stored).toMatchObject({
      outputs: {
        originalOutput: [31],
        modalities: [{ occludedOutput: [[26], [5]] }, { occludedOutput: [[10], [21]] }],
      },
    })
  })
})

it('calls a mask that gives infinity not finite, and no path wrong for it', async () => {
  const home = folders({})
  const study = writeToyStudy({
    folder: home,
    model: buildDivisionModel(),
    modalities: [tabular('a', ['a']), tabular('b', ['b'])],
    outputs: { kind: 'regression', names: ['y'] },
    rows: [
      { id: 'one', a: 1, b: 2 },
      { id: 'two', a: 3, b: 2 },
    ],
    run: { device: 'cpu' },
  })
  const run = await execute(await createTestRun(study, home, { path: 'auto' }))
  const notices = run.events.flatMap((one) => (one.event === 'notice' ? [one.notice] : []))
  const about = notices.filter(({ caseId }) => caseId !== undefined)
  expect(about).toMatchObject([
    { code: 'run/not-finite', details: { caseId: 'one', modality: 'b' } },
    { code: 'run/not-finite', details: { caseId: 'two', modality: 'b' } },
  ])
  expect(notices.map(({ code }) => code)).not.toContain('run/path-differs')
})

it('takes the plain path after a process that tried others has ended, and keeps that in the result', async () => {
  const home = folders({})
  const records = [[1, 0] as const, [2, 0] as const]
  const runFolder = await createTestRun(writeBatchMeanStudy({ folder: home, records }), home, {
    path: 'auto',
  })
  const options = { signal: new AbortController().signal, clock: () => performance.now() }
  for await (const event of executeRun(runFolder, { ...options, crashed: 'signal SIGSEGV' }))
    expect(event.event).not.toBe('failed')
  const result = await loadRunResult(runFolderAt(runFolder))
  expect(result.path).toMatchObject({ path: 'plain', device: { device: 'cpu', batchSize: 1 } })
  expect(result.notices).toContainEqual({ code: 'run/path-crashed', details: { why: 'signal SIGSEGV' } })
  await expectByHand(runFolder, { records })
})
