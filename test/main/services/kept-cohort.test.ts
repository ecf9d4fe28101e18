import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type os from 'node:os'
import { basename, join } from 'node:path'
import type { RunEvent } from '@shared/run'
import { beforeEach, expect, it, vi } from 'vitest'
import { openStudy } from '../../../src/main/dataset/open-study'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import type * as readers from '../../../src/main/readers/read-image'
import type { Cohort } from '../../../src/main/run/learn-cohort'
import { executeEstimate } from '../../../src/main/services/execute-estimate'
import { executeRun } from '../../../src/main/services/execute-run'
import { loadCohort, saveCohort } from '../../../src/main/store/cohort-file'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { createLocalWorkers } from '../../fixtures/builders/local-workers'
import { bytesOfOutputs } from '../../fixtures/builders/run-bytes'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'
import { buildBatchMeanModel } from '../../fixtures/models/batch-mean'

/** How often each file was read, wherever: workers of these tests live in this thread. */
const reads = vi.hoisted(() => new Map<string, number>())
vi.mock('../../../src/main/readers/read-image', async (original) => {
  const { readImage } = await original<typeof readers>()
  const counted: typeof readImage = (path, ...how) => {
    reads.set(basename(path), (reads.get(basename(path)) ?? 0) + 1)
    return readImage(path, ...how)
  }
  return { readImage: counted }
})
/** So that two workers can be had wherever the tests run. */
vi.mock('node:os', async (original) => ({
  ...(await original<typeof os>()),
  availableParallelism: () => 2,
}))

const folders = useTemporaryFolders()
const caseCount = 6
const ids = Array.from({ length: caseCount }, (_, place) => `c${place}`)

/** Means of images, z-scores and modes of a record: all that asks for a cohort. */
function writeStudy(folder: string): string {
  return writeToyStudy({
    folder,
    model: buildBatchMeanModel({
      scan: Array.from({ length: 16 }, (_, place) => place / 20),
      record: [0.5, 0],
      sigmoid: false,
    }),
    modalities: [
      {
        ...{ name: 'scan', kind: 'image', input: 'scan', source: { column: 'scan' } },
        ...{ layout: 'channels-first', parts: 'matchParts', replacement: 'cohort-mean' },
      },
      {
        ...{ name: 'record', kind: 'tabular', input: 'record', replacement: 'cohort-median' },
        attributes: [{ name: 'u', encoding: { kind: 'z-score', statistics: 'cohort' } }, { name: 'v' }],
      },
    ],
    outputs: { kind: 'regression', names: ['y'] },
    rows: ids.map((id, place) => ({ id, scan: `${id}.npy`, u: place ** 2 / 7, v: 0 })),
    images: Object.fromEntries(
      ids.map((id, place) => [
        `${id}.npy`,
        { dims: [1, 4, 4], values: Array.from({ length: 16 }, (_, pixel) => (pixel * (place + 1)) / 3) },
      ]),
    ),
    run: { device: 'cpu', threads: 2 },
  })
}

async function execute(
  runFolder: string,
  isLast: (event: RunEvent) => boolean = () => false,
): Promise<RunEvent[]> {
  const abort = new AbortController()
  const events: RunEvent[] = []
  const { start } = createLocalWorkers()
  const options = { signal: abort.signal, clock: () => performance.now(), startWorker: start }
  for await (const event of executeRun(runFolder, options)) {
    events.push(event)
    if (isLast(event)) abort.abort()
  }
  return events
}

const create = async (workers = 1): Promise<string> => {
  const home = folders({})
  return createTestRun(writeStudy(home), home, { workers })
}
/** Cases that nothing but statistics and the run itself has a reason to read. */
const readsOfOthers = (): number[] => ids.slice(1).map((id) => reads.get(`${id}.npy`) ?? 0)
const kept = (runFolder: string): string => readFileSync(join(runFolder, 'cohort.json'), 'utf8')
const codesOf = (events: readonly RunEvent[]): string[] =>
  events.flatMap((one) => (one.event === 'notice' ? [one.notice.code] : []))

beforeEach(() => {
  reads.clear()
})

it('a run with two workers reads every case once for its statistics and once to compute it', async () => {
  const runFolder = await create(2)
  expect(readsOfOthers()).toEqual(ids.slice(1).map(() => 1))
  // Once for its statistics; once for the size of parts and for what the run will cost.
  expect(reads.get('c0.npy')).toBe(2)
  const events = await execute(runFolder)
  expect(events.at(-1)).toMatchObject({ event: 'finished', casesDone: caseCount })
  expect(readsOfOthers()).toEqual(ids.slice(1).map(() => 2))
})

it('a check reads the cohort once and times whole cases of it once more; the run that follows does not begin with a further time', async () => {
  const home = folders({})
  const path = writeStudy(home)
  const open = await openStudy(path)
  const card = await inspectModel(open.modelPath)
  const question = { home, studyText: open.text, studyPath: path, card, settings: open.study.run }
  expect((await executeEstimate(question)).plan?.caseCount).toBe(caseCount)
  // The first three are looked at for what they would be refused for, too.
  expect(ids.map((id) => reads.get(`${id}.npy`))).toEqual([3, 3, 3, 2, 2, 2])
  reads.clear()
  const runFolder = await createTestRun(path, home)
  await execute(runFolder, ({ event }) => event === 'case')
  await execute(runFolder)
  expect(readsOfOthers()).toEqual(ids.slice(1).map(() => 2))
})

it('gives the same bytes with what was kept, without it, and where it was damaged, which is told', async () => {
  const whole = await create()
  expect(codesOf(await execute(whole))).toEqual([])
  const bytes = bytesOfOutputs(whole)
  const text = kept(whole)
  const faults: [string, (file: string) => void, string[]][] = [
    ['of an earlier version', (file) => { rmSync(file) }, []],
    ['cut', (file) => { writeFileSync(file, text.slice(0, 99)) }, ['run/cohort-again']],
    ['changed', (file) => { writeFileSync(file, text.replace(/"mean": \d/, '"mean": 9')) }, ['run/cohort-again']],
    ['without its checksum', (file) => { writeFileSync(file, text.replace(/,\n {2}"checksum".*/, '')) }, ['run/cohort-again']],
    ['of another run', (file) => { writeFileSync(file, text.replace('"run": "2026', '"run": "2025')) }, ['run/cohort-again']],
  ] // prettier-ignore
  for (const [what, harm, codes] of faults) {
    const runFolder = await create()
    harm(join(runFolder, 'cohort.json'))
    expect([what, codesOf(await execute(runFolder))]).toEqual([what, codes])
    expect(bytesOfOutputs(runFolder)).toBe(bytes)
    expect(kept(runFolder)).toBe(text)
  }
})

it('refuses to go on with other statistics than it began with, and loses nothing', async () => {
  const runFolder = await create()
  await execute(runFolder, ({ event }) => event === 'case')
  const before = readFileSync(join(runFolder, 'outputs.bin'))
  rmSync(join(runFolder, 'cohort.json'))
  const image = join(runFolder, '../..', 'c3.npy')
  const values = readFileSync(image)
  const other = Buffer.from(values)
  other.writeDoubleLE(77, other.length - 8)
  writeFileSync(image, other)
  await expect(execute(runFolder)).rejects.toMatchObject({
    code: 'run/changed',
    message: expect.stringContaining('values in the files') as string,
  })
  expect(readFileSync(join(runFolder, 'outputs.bin'))).toEqual(before)
  writeFileSync(image, values)
  expect((await execute(runFolder)).at(-1)).toMatchObject({ event: 'finished', casesDone: caseCount })
})

it('keeps exactly what was learned, and nothing that could not be read again', async () => {
  const folder = runFolderAt(await create())
  const manifest = { caseIds: ids }
  const cohort = (await loadCohort(folder, manifest))!
  expect(cohort.partSizes).toEqual(new Map([['scan', [2, 2]]]))
  expect([...cohort.columns.get('record')!.keys()]).toEqual(['u'])
  const odd: Cohort = {
    ...cohort,
    columns: new Map([['__proto__', cohort.columns.get('record')!]]),
    tensors: new Map([
      ['a', new Map([['x', { dtype: 'float32', dims: [2], values: Float32Array.of(0.1, -0) }]])],
      ['b', new Map([['y', { dtype: 'float32', dims: [1, 1], values: Float32Array.of(NaN) }]])],
    ]),
  }
  await saveCohort(folder, odd)
  expect(await loadCohort(folder, manifest)).toEqual(odd)
  rmSync(folder.cohort)
  const column = { ...cohort.columns.get('record')!.get('u')!, std: Infinity }
  await saveCohort(folder, { ...cohort, columns: new Map([['record', new Map([['u', column]])]]) })
  expect(existsSync(folder.cohort)).toBe(false)
})
