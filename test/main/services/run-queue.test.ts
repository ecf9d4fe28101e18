import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { RunEvent } from '@shared/run'
import { AppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { createServices, type Services } from '../../../src/main/services/services'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

/** Runs that work until they are told to end, and note when they began. */
function fakeRunners() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const launchRun = async function* (runFolder: string, signal: AbortSignal): AsyncGenerator<RunEvent, void> {
    const run = basename(runFolder)
    ends.delete(run)
    begun.push(run)
    yield { event: 'phase', run, sequence: 0, phase: { phase: 'model', seconds: null, facts: {} } }
    const isKilled = await new Promise<boolean | null>((resolve) => {
      ends.set(run, () => {
        resolve(null)
      })
      const stop = (): void => {
        resolve(ends.has(`kill ${run}`))
      }
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop)
    })
    if (isKilled === true) throw new AppError('run/cancelled', {})
    if (isKilled === false) yield { event: 'cancelled', run, sequence: 1 }
    else yield { event: 'finished', run, sequence: 1, casesDone: 3, casesSkipped: 0 }
  }
  const end = async (run: string): Promise<void> => {
    await until(() => ends.has(run))
    ends.get(run)!()
  }
  return { begun, ends, end, launchRun }
}

async function startThree() {
  const home = folders({})
  const study = writeThreeModalityStudy({ caseCount: 3, seed: 5, folder: home })
  const runs: string[] = []
  for (let count = 0; count < 3; count += 1) runs.push(basename(await createTestRun(study, home)))
  const runners = fakeRunners()
  const open = (): Services =>
    createServices({ home, clock: () => new Date(), launchRun: runners.launchRun, roots: [home] })
  return { home, runs, runners, open }
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5))
}

async function lastOf(services: Services, run: string): Promise<RunEvent['event'] | undefined> {
  let last: RunEvent | undefined
  for await (const event of await services.runs.events({ run, from: 0 })) last = event
  return last?.event
}

describe('the queue of runs', () => {
  it('begins one after the other, in the order that a person gives it', async () => {
    const { runs, runners, open } = await startThree()
    const services = open()
    const [first = '', second = '', third = ''] = runs
    for (const run of runs) await services.runs.resume({ run })
    await until(() => runners.begun.length === 1)
    expect(await services.runs.queue(undefined)).toMatchObject({ working: [first], isHeld: false })
    const { waiting } = await services.runs.arrange({ runs: [third] })
    expect(waiting.map(({ run }) => run)).toEqual([third, second])
    await runners.end(first)
    await until(() => runners.begun.length === 2)
    await runners.end(third)
    await until(() => runners.begun.length === 3)
    expect(runners.begun).toEqual([first, third, second])
    await runners.end(second)
    expect(await lastOf(services, second)).toBe('finished')
    expect((await services.runs.queue(undefined)).waiting).toEqual([])
  })

  it('is on disk: an engine that starts anew shows it and waits for a person', async () => {
    const { home, runs, runners, open } = await startThree()
    const [first = '', second = '', third = ''] = runs
    const before = open()
    for (const run of runs) await before.runs.resume({ run })
    expect(JSON.parse(readFileSync(join(home, 'queue.json'), 'utf8'))).toEqual({ runs: [second, third] })
    const after = open()
    expect(await after.runs.queue(undefined)).toMatchObject({
      working: [],
      isHeld: true,
      waiting: [{ run: second }, { run: third }],
    })
    expect(runners.begun).toEqual([first])
    await after.runs.proceed(undefined)
    await until(() => runners.begun.length === 2)
    expect(runners.begun).toEqual([first, second])
  })

  it('lets go of a run that is cancelled, and the next one begins', async () => {
    const { runs, runners, open } = await startThree()
    const services = open()
    const [first = '', second = '', third = ''] = runs
    for (const run of runs) await services.runs.resume({ run })
    await services.runs.cancel({ run: second })
    expect(await lastOf(services, second)).toBe('cancelled')
    await runners.end(first)
    await until(() => runners.begun.length === 2)
    expect(runners.begun).toEqual([first, third])
  })
})

describe('a run that is paused', () => {
  it.each([
    ['ends behind its batch', false],
    ['had to be killed', true],
  ])('that %s is told and kept as paused, and goes on', async (_, isKilled) => {
    const { runs, runners, open } = await startThree()
    const services = open()
    const [run = ''] = runs
    if (isKilled) runners.ends.set(`kill ${run}`, () => undefined)
    await services.runs.resume({ run })
    await until(() => runners.begun.length === 1)
    await services.runs.pause({ run })
    expect(await lastOf(services, run)).toBe('paused')
    expect((await open().runs.summary({ run })).state).toBe('paused')
    expect(await lastOf(open(), run)).toBe('paused')
    await services.runs.resume({ run })
    await until(() => runners.begun.length === 2)
    await runners.end(run)
    expect(await lastOf(services, run)).toBe('finished')
  })
})
