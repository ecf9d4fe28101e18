import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PathChoice } from '@shared/path-choice'
import type { RunEvent } from '@shared/run'
import { expect, it } from 'vitest'
import { executeRun } from '../../../src/main/services/execute-run'
import { loadRunResult } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { createTestRun, runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
/** A device that this system never has. */
const foreign = process.platform === 'darwin' ? 'dml' : 'coreml'
const absent = { code: 'session/device-absent', details: { device: foreign } }

const writeStudy = (folder: string): string => writeThreeModalityStudy({ folder, caseCount: 2, seed: 5 })

it('runs on the CPU when the device asked for is not there, and says so', async () => {
  const home = folders({})
  const { events, result } = await runStudyFile(writeStudy(home), home, { device: foreign })
  const notices = events.flatMap((one) => (one.event === 'notice' ? [one.notice] : []))
  expect(notices).toMatchObject([absent])
  expect(result.path?.device).toMatchObject({
    device: 'cpu',
    batchSize: 8,
    trials: [{ device: foreign, refused: absent }],
  })
  expect(result.path?.device?.trials[0]).not.toHaveProperty('secondsPerCase')
})

it('goes on on the CPU when the device that a run was begun on is gone, and writes that down', async () => {
  const home = folders({})
  const runFolder = await createTestRun(writeStudy(home), home)
  const file = join(runFolder, 'path.json')
  const kept: PathChoice = {
    ...{ path: 'batched', checkedMasks: 9, tolerance: 1e-5, trials: [], workers: null },
    ...{ comparedCases: 1, plainModalities: [], notices: [], notTried: [] },
    device: {
      device: foreign,
      batchSize: 64,
      trials: [{ device: foreign, largestDifference: 0, secondsPerCase: 1, refused: null }],
    },
  }
  writeFileSync(file, JSON.stringify(kept))
  const events: RunEvent[] = []
  const options = { signal: new AbortController().signal, clock: () => performance.now() }
  for await (const event of executeRun(runFolder, options)) events.push(event)
  expect(events.find(({ event }) => event === 'notice')).toMatchObject({ notice: absent })
  expect(events.at(-1)).toMatchObject({ event: 'finished', casesDone: 2 })
  const now = { device: 'cpu', batchSize: 8, trials: [{ device: foreign, refused: absent }] }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ path: 'batched', device: now })
  expect((await loadRunResult(runFolderAt(runFolder))).path?.device).toMatchObject(now)
})
