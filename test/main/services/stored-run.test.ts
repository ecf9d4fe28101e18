import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import { describe, expect, it } from 'vitest'
import { executeRun } from '../../../src/main/services/execute-run'
import { loadRunResult } from '../../../src/main/services/load-run'
import { followOnDisk, noteInterruption } from '../../../src/main/services/stored-run'
import { runFolderAt, type RunFolder } from '../../../src/main/store/run-folder'
import { lockRun } from '../../../src/main/store/run-lock'
import {
  loadRunEnd,
  loadRunFault,
  loadRunState,
  loadSummary,
  saveRunState,
} from '../../../src/main/store/run-store'
import { toRunVerdict } from '@shared/words/verdict'
import { collectEvents } from '../../fixtures/builders/collect-events'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
const caseCount = 4

async function createFolder(): Promise<RunFolder> {
  const home = folders({})
  return runFolderAt(await createTestRun(writeThreeModalityStudy({ folder: home, caseCount, seed: 3 }), home))
}

/** Executes a run; `meddle` is called behind each event. */
async function execute(
  folder: RunFolder,
  meddle: (event: RunEvent, abort: AbortController) => void = () => undefined,
): Promise<RunEvent[]> {
  const abort = new AbortController()
  const events: RunEvent[] = []
  for await (const event of executeRun(folder.path, {
    signal: abort.signal,
    clock: () => performance.now(),
  })) {
    events.push(event)
    meddle(event, abort)
  }
  return events
}

const collect = async (events: AsyncIterable<RunEvent>): Promise<RunEvent[]> => {
  const seen: RunEvent[] = []
  for await (const event of events) seen.push(event)
  return seen
}

describe('a run that is stopped', () => {
  it('is cancelled when a person did it, interrupted with its cause when nobody did', async () => {
    const cancelled = await createFolder()
    await execute(cancelled, (event, abort) => {
      if (event.event === 'case') abort.abort()
    })
    expect([await loadRunState(cancelled), await loadRunFault(cancelled)]).toEqual(['cancelled', null])

    const left = await createFolder()
    const why = { code: 'run/interrupted' as const, details: { run: left.run, cause: 'host-ended' as const } }
    const events = await execute(left, (event, abort) => {
      if (event.event === 'case') abort.abort(new AppError(why.code, why.details))
    })
    expect(events.at(-1)).toMatchObject({ event: 'failed', error: why })
    expect([await loadRunState(left), await loadRunFault(left)]).toEqual(['interrupted', why])
    expect(await collect(followOnDisk(left, 3))).toEqual([
      {
        ...{ event: 'stored', run: left.run, sequence: 3, isRunning: false },
        ...{ casesDone: 1, casesSkipped: 0, casesPlanned: caseCount },
      },
      { event: 'failed', run: left.run, sequence: 4, error: why },
    ])
    const { headline } = toRunVerdict(await loadRunResult(left), 0)
    expect(headline).toMatch(/^1 of 4 planned cases are computed\. The model responds most to /)

    expect((await execute(left)).at(-1)).toMatchObject({ event: 'finished', casesDone: caseCount })
    const other = await createFolder()
    await execute(other)
    expect(readFileSync(left.outputs).equals(readFileSync(other.outputs))).toBe(true)
  })

  it.each([
    [
      'is removed',
      (path: string) => {
        rmSync(path, { recursive: true })
      },
    ],
    [
      'is moved',
      (path: string) => {
        renameSync(path, `${path}-elsewhere`)
      },
    ],
    [
      'is replaced by another',
      (path: string) => {
        renameSync(path, `${path}-elsewhere`)
        mkdirSync(path)
        writeFileSync(`${path}/run.json`, '{}')
      },
    ],
  ])('stops at the next case when its folder %s', async (_what, meddle) => {
    const folder = await createFolder()
    const cases: RunEvent[] = []
    const running = execute(folder, (event) => {
      if (event.event === 'case' && cases.push(event) === 1) meddle(folder.path)
    })
    await expect(running).rejects.toMatchObject({ code: 'run/folder-gone', details: { run: folder.run } })
    expect(cases).toHaveLength(1)
  })
})

describe('a run that is followed on disk', () => {
  it('is somebody else’s as long as that one holds it, and then tells how it ended', async () => {
    const folder = await createFolder()
    const release = await lockRun(folder)
    const seen: string[] = []
    for await (const event of followOnDisk(folder, 0)) {
      seen.push(event.event === 'stored' ? `stored, running: ${event.isRunning}` : event.event)
      if (seen.length === 1) {
        await release()
        await execute(folder)
      }
    }
    expect(seen).toEqual(['stored, running: true', 'stored, running: false', 'finished'])
  })

  it('is left when its listener goes', async () => {
    const folder = await createFolder()
    await lockRun(folder)
    const abort = new AbortController()
    const events = followOnDisk(folder, 0, abort.signal)
    expect((await events.next()).value).toMatchObject({ event: 'stored', isRunning: true })
    const next = events.next()
    abort.abort()
    expect((await next).done).toBe(true)
  })

  it('counts skipped cases apart', async () => {
    const folder = await createFolder()
    await execute(folder)
    expect(await loadSummary(folder)).toMatchObject({ casesDone: caseCount, casesSkipped: 0 })
  })
})

describe('the end of a process that could not say it itself', () => {
  const ended = new AppError('run/process-ended', { why: 'signal SIGKILL' })
  const failing = async function* (thrown: Error): AsyncGenerator<RunEvent, void> {
    yield { event: 'cancelled', run: 'r', sequence: 0 }
    await Promise.reject(thrown)
  }

  it('is noted in the folder and thrown on', async () => {
    const folder = await createFolder()
    await expect(collect(noteInterruption(folder, failing(ended)))).rejects.toBe(ended)
    expect(await loadRunState(folder)).toBe('interrupted')
    expect(await loadRunFault(folder)).toEqual({ code: ended.code, details: ended.details })
  })

  it('is not noted over what was said, nor where somebody else works on the run, nor for another fault', async () => {
    const folder = await createFolder()
    const refused = new AppError('run/busy', { run: basename(folder.path) })
    await expect(collect(noteInterruption(folder, failing(refused)))).rejects.toBe(refused)
    const release = await lockRun(folder)
    await expect(collect(noteInterruption(folder, failing(ended)))).rejects.toBe(ended)
    await release()
    expect(await loadRunState(folder)).toBe('created')
  })
})

it('a run that is killed before its first case is interrupted, and one that cannot go on stands as it stood', async () => {
  const home = folders({})
  const path = await createTestRun(writeThreeModalityStudy({ folder: home, caseCount: 2, seed: 1 }), home)
  const folder = runFolderAt(path)
  const options = { signal: new AbortController().signal, clock: () => performance.now() }
  const events = executeRun(path, options)
  // The study was opened again.
  for (let phase = ''; phase !== 'data';) {
    const { value } = await events.next()
    if (value?.event === 'phase') phase = value.phase.phase
  }
  expect([await loadRunState(folder), (await loadRunEnd(folder))?.state]).toEqual(['running', 'interrupted'])
  await events.return()
  expect(await loadRunState(folder)).toBe('interrupted')

  await saveRunState(folder, 'cancelled')
  appendFileSync(folder.study, '# changed\n')
  await expect(collectEvents(executeRun(path, options))).rejects.toMatchObject({ code: 'run/changed' })
  expect(await loadRunState(folder)).toBe('cancelled')
})
