import type { RunEvent } from '@shared/run'
import { expect, it } from 'vitest'
import { createThreads } from '../../../src/main/hosts/engine/case-threads'
import { executeRun } from '../../../src/main/services/execute-run'
import { openCaseWorker } from '../../../src/main/run/open-case-worker'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'
import { programs } from '../../fixtures/builders/transports'

const folders = useTemporaryFolders()

async function prepare(): Promise<string> {
  const home = folders({})
  const study = writeThreeModalityStudy({ caseCount: 5, seed: 5, folder: home })
  return createTestRun(study, home, { path: 'incremental', workers: 2 })
}

it('computes the cases of a run in threads that end by themselves', async () => {
  const start = createThreads(programs)
  const runFolder = await prepare()
  const setup = { runFolder, path: 'incremental' as const, plainModalities: [], batchSize: 8, threads: 1 }
  const workers = await Promise.all([openCaseWorker(start, setup), openCaseWorker(start, setup)])
  const trials = await Promise.all(workers.map((worker) => worker.try({ first: 'case-1', unlike: null })))
  for (const trial of trials) expect(trial).toMatchObject({ path: 'incremental', refused: null })
  const outputs: unknown[] = []
  for (const worker of workers) {
    for await (const news of worker.run('case-2')) if (news.news === 'over') outputs.push(news.outcome)
  }
  expect(outputs).toHaveLength(2)
  expect(outputs[0]).toMatchObject({ caseId: 'case-2' })
  expect(outputs[1]).toEqual(outputs[0])
  await Promise.all(workers.map((worker) => worker.close()))
})

it('says why a worker could not open its run', async () => {
  const setup = {
    runFolder: folders({}),
    path: 'plain' as const,
    plainModalities: [],
    batchSize: 1,
    threads: 1,
  }
  await expect(openCaseWorker(createThreads(programs), setup)).rejects.toMatchObject({
    code: 'run/not-found',
  })
})

it('says when the program of a worker is not there', async () => {
  const setup = {
    runFolder: await prepare(),
    path: 'plain' as const,
    plainModalities: [],
    batchSize: 1,
    threads: 1,
  }
  await expect(openCaseWorker(createThreads(folders({})), setup)).rejects.toMatchObject({
    code: 'run/worker-ended',
  })
})

it('ends threads after the batch at hand when the run is cancelled', async () => {
  const runFolder = await prepare()
  const abort = new AbortController()
  const events: RunEvent[] = []
  const options = {
    signal: abort.signal,
    clock: () => performance.now(),
    startWorker: createThreads(programs),
  }
  for await (const event of executeRun(runFolder, options)) {
    events.push(event)
    if (event.event === 'planned') abort.abort()
  }
  expect(events.at(-1)!.event).toBe('cancelled')
})
