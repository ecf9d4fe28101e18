import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunEvent } from '@shared/run'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BrowserHost } from '../../../src/main/hosts/browser/serve-browser'
import { bytesOfOutputs, recordsOf } from '../../fixtures/builders/run-bytes'
import { connectSocket, startTestHost, type OpenTransport } from '../../fixtures/builders/transports'

/** Process ids of children of this process that run one of our programs. */
function processesOf(program: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n')
  const ours = lines.filter(
    (line) => line.includes(`/${program}.js`) && line.trim().split(/\s+/)[1] === String(process.pid),
  )
  return ours.map((line) => Number(line.trim().split(/\s+/)[0]))
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe.skipIf(process.platform === 'win32')('when a process dies (skipped on Windows: kill -9)', () => {
  let home: string
  let host: BrowserHost
  let transport: OpenTransport
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'modalens-death-'))
    host = await startTestHost(home)
    transport = await connectSocket(host)
  })
  afterEach(async () => {
    await transport.close()
    await host.close()
    rmSync(home, { recursive: true, force: true })
  })

  const startLongRun = async (workers = 1): Promise<string> => {
    const { studyId } = await transport.api.studies.openDemo({ demo: 'balanced' })
    const overrides = { path: 'plain' as const, resamples: 100, workers }
    const { run } = await transport.api.runs.start({ studyId, overrides })
    return run
  }

  const storedEnd = (run: string): unknown =>
    JSON.parse(readFileSync(join(home, 'runs', run, 'state.json'), 'utf8'))

  it.each([1, 2])(
    'a killed runner (workers: %i) ends one run with run/process-ended, and the run resumes to its end',
    async (workers) => {
      const run = await startLongRun(workers)
      const events: RunEvent[] = []
      for await (const event of await transport.api.runs.events({ run })) {
        events.push(event)
        if (event.event === 'case' && events.filter((one) => one.event === 'case').length === 3) {
          for (const pid of processesOf('runner')) process.kill(pid, 'SIGKILL')
        }
      }
      expect(events.at(-1)).toMatchObject({ event: 'failed', error: { code: 'run/process-ended' } })
      // The process could not say it; the engine has noted it.
      expect((await transport.api.runs.summary({ run })).state).toBe('interrupted')
      expect(storedEnd(run)).toEqual({
        ...{ state: 'interrupted' },
        error: { code: 'run/process-ended', details: { why: 'signal SIGKILL' } },
      })
      await transport.api.runs.resume({ run })
      let last: RunEvent | null = null
      for await (const event of await transport.api.runs.events({ run })) last = event
      expect(last).toMatchObject({ event: 'finished', casesDone: 164, casesSkipped: 0 })
      expect(recordsOf(bytesOfOutputs(join(home, 'runs', run)))).toHaveLength(164)
      const { path } = await transport.api.runs.result({ run })
      const count = Math.min(workers, availableParallelism())
      expect(path?.workers?.count ?? 1).toBe(count)
    },
  )

  it('a host that ends leaves the run interrupted, not cancelled by nobody', async () => {
    const run = await startLongRun()
    for await (const event of await transport.api.runs.events({ run })) if (event.event === 'case') break
    await host.close()
    await until(() => processesOf('runner').length === 0)
    expect(storedEnd(run)).toEqual({
      ...{ state: 'interrupted' },
      error: { code: 'run/interrupted', details: { run, cause: 'host-ended' } },
    })
  })

  it('Ctrl+C in the terminal, which tells the whole group, is left to the host', async () => {
    const run = await startLongRun()
    const events: RunEvent[] = []
    for await (const event of await transport.api.runs.events({ run })) {
      events.push(event)
      const done = events.filter((one) => one.event === 'case').length
      if (event.event === 'case' && done === 1) {
        for (const pid of [...processesOf('runner'), ...processesOf('engine')]) process.kill(pid, 'SIGINT')
      }
      if (event.event === 'case' && done === 4) await transport.api.runs.cancel({ run })
    }
    expect(events.at(-1)).toMatchObject({ event: 'cancelled', run })
  })

  it('a killed engine fails pending calls at once with engine/stopped, and the next call works', async () => {
    await transport.api.studies.demos()
    const run = await startLongRun()
    const pending = (async () => {
      for await (const event of await transport.api.runs.events({ run })) expect(event.run).toBe(run)
    })()
    const failed = expect(pending).rejects.toMatchObject({ code: 'engine/stopped' })
    const [engine] = processesOf('engine')
    process.kill(engine!, 'SIGKILL')
    await failed
    await until(() => processesOf('engine').length === 1)
    expect(await transport.api.studies.demos()).toHaveLength(7)
    const told: RunEvent[] = []
    for await (const event of await transport.api.runs.events({ run })) told.push(event)
    const error = { code: 'run/interrupted', details: { run, cause: 'engine-ended' } }
    expect(told.at(-1)).toMatchObject({ event: 'failed', error })
    expect(told[0]).toMatchObject({ event: 'stored', casesPlanned: 164 })
    expect(storedEnd(run)).toEqual({ state: 'interrupted', error })
  })
})
