import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunEvent } from '@shared/run'
import { executeRun } from '../../../src/main/services/execute-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { loadRunState } from '../../../src/main/store/run-store'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'
import { buildNestedReluModel } from '../../fixtures/models/nested-relu'

const folders = useTemporaryFolders()

it('a run ends before its first case when it is cancelled in the statistics of its cohort', async () => {
  const path = writeToyStudy({
    folder: folders({}),
    model: buildNestedReluModel(),
    modalities: ['x1', 'x2'].map((name) => ({
      ...{ name, kind: 'tabular', input: name },
      ...{ attributes: [{ name }], replacement: 'cohort-mean' },
    })),
    outputs: { kind: 'regression', names: ['f'] },
    rows: [1, 2, 3].map((x) => ({ id: `c${x}`, x1: x, x2: 2 * x })),
  })
  const runFolder = await createTestRun(path, join(folders({}), 'home'))
  const run = async (signal: AbortSignal) => {
    const events: RunEvent[] = []
    const options = { signal, clock: () => performance.now() }
    for await (const event of executeRun(runFolder, options)) events.push(event)
    return events
  }
  const told = (await run(AbortSignal.abort())).map(({ event }) => event)
  expect(told.filter((event) => event !== 'phase')).toEqual(['cancelled'])
  expect(await loadRunState(runFolderAt(runFolder))).toBe('cancelled')
  expect((await run(new AbortController().signal)).at(-1)?.event).toBe('finished')
})
