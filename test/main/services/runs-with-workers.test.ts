import { existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import type os from 'node:os'
import { join } from 'node:path'
import { deviceWords } from '@shared/words/device-words'
import type { RunEvent, RunResult } from '@shared/run'
import { adaptiveSettingsSchema, type RunOverrides } from '@shared/study'
import { describe, expect, it, vi } from 'vitest'
import { executeRun } from '../../../src/main/services/execute-run'
import { loadRunResult } from '../../../src/main/services/load-run'
import type { FromWorker } from '../../../src/main/run/worker-line'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { loadPathChoice } from '../../../src/main/store/run-store'
import { createLocalWorkers, type LocalWorkers } from '../../fixtures/builders/local-workers'
import { bytesOfOutputs, recordsOf } from '../../fixtures/builders/run-bytes'
import { collectEvents } from '../../fixtures/builders/collect-events'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

/** More than the machine of the tests need have, so that three workers can be had. */
vi.mock('node:os', async (original) => ({
  ...(await original<typeof os>()),
  availableParallelism: () => 3,
}))

const folders = useTemporaryFolders()

interface Executed {
  readonly runFolder: string
  readonly events: readonly RunEvent[]
  readonly local: LocalWorkers
}

async function prepare(overrides: RunOverrides, caseCount = 7): Promise<string> {
  const home = folders({})
  return createTestRun(writeThreeModalityStudy({ caseCount, seed: 5, folder: home }), home, overrides)
}

async function execute(
  runFolder: string,
  local = createLocalWorkers(),
  until: (event: RunEvent) => boolean = () => false,
): Promise<Executed> {
  const abort = new AbortController()
  const events: RunEvent[] = []
  const options = {
    signal: abort.signal,
    clock: () => performance.now(),
    startWorker: local.start,
    triesAll: true,
  }
  for await (const event of executeRun(runFolder, options)) {
    events.push(event)
    if (until(event)) abort.abort()
  }
  return { runFolder, events, local }
}

const resultOf = (runFolder: string): Promise<RunResult> => loadRunResult(runFolderAt(runFolder))
const toldOf = (events: readonly RunEvent[]): string[] =>
  events.flatMap((one) => (one.event === 'case' ? [one.caseId] : []))

describe('workers', () => {
  it('store and tell the same as one case at a time with as many threads as one of them', async () => {
    const one = await execute(await prepare({ workers: 1, threads: 1, path: 'incremental' }))
    expect(one.local.counts.started).toBe(0)
    const expected = await resultOf(one.runFolder)
    for (const workers of [2, 3]) {
      const several = await execute(await prepare({ workers, path: 'incremental' }))
      expect(several.local.counts).toEqual({ started: workers, ended: workers })
      expect(bytesOfOutputs(several.runFolder)).toBe(bytesOfOutputs(one.runFolder))
      const result = await resultOf(several.runFolder)
      expect(result.contribution).toEqual(expected.contribution)
      expect(result.cases).toEqual(expected.cases)
      expect(toldOf(several.events)).toEqual(toldOf(one.events))
      expect(result.path!.workers).toEqual({ count: workers, threads: 1 })
      expect(deviceWords(result.manifest, result.path)).toContain(`${workers} cases at once, 1 thread each`)
      const last = several.events.findLast((event) => event.event === 'progress')!.progress
      expect(last).toMatchObject({ casesDone: 7, passesDone: last.passesPlanned })
    }
  })

  it('end after the batch at hand when the run is cancelled, and go on where they were', async () => {
    const whole = await execute(await prepare({ workers: 2 }, 30))
    const runFolder = await prepare({ workers: 2 }, 30)
    const isEarly = (event: RunEvent): boolean => event.event === 'case'
    const stopped = await execute(runFolder, createLocalWorkers(), isEarly)
    expect(stopped.events.at(-1)!.event).toBe('cancelled')
    expect(stopped.local.counts).toEqual({ started: 2, ended: 2 })
    const resumed = await execute(runFolder)
    expect(resumed.events.at(-1)!.event).toBe('finished')
    expect(resumed.local.counts.started).toBe(2)
    expect(bytesOfOutputs(runFolder)).toBe(bytesOfOutputs(whole.runFolder))
  })

  it('are chosen before anything of the choice is written, and a run without them is not gone on with', async () => {
    const runFolder = await prepare({ workers: 2 })
    const choice = join(runFolder, 'path.json')
    const local = createLocalWorkers()
    const written: boolean[] = []
    const start: LocalWorkers['start'] = () => {
      written.push(existsSync(choice))
      return local.start()
    }
    await execute(runFolder, { ...local, start }, (event) => event.event === 'case')
    expect(written).toEqual([false, false])
    expect((await loadPathChoice(runFolderAt(runFolder)))?.workers?.count).toBe(2)
    const alone = { signal: new AbortController().signal, clock: () => performance.now() }
    await expect(collectEvents(executeRun(runFolder, alone))).rejects.toMatchObject({
      code: 'run/no-workers',
      details: { count: 2 },
    })
    expect((await execute(runFolder)).events.at(-1)!.event).toBe('finished')
  })

  it('come to the same bytes after the file was cut anywhere, whatever the order in which cases were saved', async () => {
    const { runFolder } = await execute(await prepare({ workers: 3 }))
    const file = join(runFolder, 'outputs.bin')
    const text = bytesOfOutputs(runFolder)
    const result = await resultOf(runFolder)
    const shuffled = recordsOf(text).toReversed().join('')
    for (const share of [0.2, 0.6, 1]) {
      writeFileSync(file, shuffled, 'latin1')
      truncateSync(file, Math.floor(share * shuffled.length))
      rmSync(join(runFolder, 'result.json'))
      await execute(runFolder)
      expect(bytesOfOutputs(runFolder)).toBe(text)
      expect(await resultOf(runFolder)).toEqual(result)
    }
  })

  it('use the same cases of an adaptive run as one worker does, and keep none beyond its end', async () => {
    const adaptive = adaptiveSettingsSchema.parse({ tolerance: 0.1, minCases: 20, blockSize: 4 })
    const one = await execute(await prepare({ adaptive, workers: 1, threads: 1 }, 120))
    const three = await execute(await prepare({ adaptive, workers: 3 }, 120))
    const { cases } = await resultOf(three.runFolder)
    expect(cases.length).toBeLessThan(120)
    expect(cases.map(({ caseId }) => caseId)).toEqual(
      (await resultOf(one.runFolder)).cases.map(({ caseId }) => caseId),
    )
    expect(recordsOf(bytesOfOutputs(three.runFolder))).toHaveLength(cases.length)
    const last = three.events.findLast((event) => event.event === 'progress')!.progress
    expect(last).toMatchObject({ casesDone: cases.length, passesDone: last.passesPlanned })
  })

  it('skip a case that cannot be read and go on', async () => {
    const home = folders({})
    const study = writeThreeModalityStudy({ caseCount: 7, seed: 5, folder: home })
    writeFileSync(join(home, 'case-3.npy'), 'no image')
    const runFolder = await createTestRun(study, home, { workers: 2 })
    const { events } = await execute(runFolder)
    expect(events.at(-1)).toMatchObject({ event: 'finished', casesDone: 7, casesSkipped: 1 })
    expect((await resultOf(runFolder)).notices[0]).toMatchObject({ caseId: 'case-3' })
  })

  it('end the run in a sentence when one of them is lost, keep what is done, and it can be resumed', async () => {
    const whole = await execute(await prepare({ workers: 2 }))
    const runFolder = await prepare({ workers: 2 })
    let overs = 0
    const isLost = (answer: FromWorker): boolean =>
      answer.kind === 'news' && answer.news.news === 'over' && ++overs === 4
    const local = createLocalWorkers(isLost)
    await expect(execute(runFolder, local)).rejects.toMatchObject({ code: 'run/worker-ended' })
    expect(local.counts.ended).toBe(2)
    expect(bytesOfOutputs(runFolder).trimEnd().split('\n').length).toBeGreaterThan(1)
    await execute(runFolder)
    expect(bytesOfOutputs(runFolder)).toBe(bytesOfOutputs(whole.runFolder))
  })

  it('give way to one case at a time when one of them cannot be opened', async () => {
    const runFolder = await prepare({ workers: 2 })
    const local = createLocalWorkers((answer, worker) => answer.kind === 'opened' && worker === 1)
    const { events } = await execute(runFolder, local)
    expect(events.at(-1)!.event).toBe('finished')
    expect(local.counts).toEqual({ started: 2, ended: 2 })
    expect((await resultOf(runFolder)).path!.workers).toBeNull()
  })

  it('are not tried for a run that is over before they have paid', async () => {
    const { local, runFolder } = await execute(await prepare({}))
    expect(local.counts.started).toBe(0)
    expect((await loadPathChoice(runFolderAt(runFolder)))!.workers).toBeNull()
  })
})
