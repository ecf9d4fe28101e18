import type { RunEvent, RunPlan } from '@shared/run'
import { describe, expect, it } from 'vitest'
import { createHostLauncher } from '../../../src/main/hosts/engine/launch-through-host'
import type { Estimate, EstimateQuestion } from '../../../src/main/services/execute-estimate'
import type { EngineToHost } from '../../../src/main/hosts/engine/messages'

const cancelled = (sequence: number): RunEvent => ({ event: 'cancelled', run: 'r', sequence })

const collect = async (events: AsyncIterable<RunEvent>): Promise<number[]> => {
  const seen: number[] = []
  for await (const { sequence } of events) seen.push(sequence)
  return seen
}

describe('a run launched through the host', () => {
  it('yields what its runner says, in order, and ends when the runner is over', async () => {
    const posted: EngineToHost[] = []
    const { launchRun, hear } = createHostLauncher((message) => posted.push(message))
    const first = collect(launchRun('/runs/a', new AbortController().signal))
    const second = collect(launchRun('/runs/b', new AbortController().signal))
    expect(posted).toEqual([
      { kind: 'run-start', id: 1, task: { kind: 'run', runFolder: '/runs/a' } },
      { kind: 'run-start', id: 2, task: { kind: 'run', runFolder: '/runs/b' } },
    ])
    hear({ kind: 'run-event', id: 1, event: cancelled(0) })
    hear({ kind: 'run-event', id: 2, event: cancelled(7) })
    hear({ kind: 'run-event', id: 1, event: cancelled(1) })
    hear({ kind: 'run-over', id: 1, error: null, estimate: null })
    hear({ kind: 'run-over', id: 2, error: null, estimate: null })
    expect([await first, await second]).toEqual([[0, 1], [7]])
  })

  it('throws the error of a runner that died, after its last event', async () => {
    const { launchRun, hear } = createHostLauncher(() => undefined)
    const events = launchRun('/runs/a', new AbortController().signal)[Symbol.asyncIterator]()
    const first = events.next()
    hear({ kind: 'run-event', id: 1, event: cancelled(0) })
    const error = { code: 'run/process-ended' as const, details: { why: 'signal SIGKILL' } }
    hear({ kind: 'run-over', id: 1, error, estimate: null })
    expect((await first).value).toEqual(cancelled(0))
    await expect(events.next()).rejects.toMatchObject({ name: 'AppError', code: 'run/process-ended' })
  })

  it('resolves an estimate with its plan, and fails it with what its runner says', async () => {
    const posted: EngineToHost[] = []
    const { launchEstimate, hear } = createHostLauncher((message) => posted.push(message))
    const question = { home: '/home' } as EstimateQuestion
    const [first, second] = [launchEstimate(question), launchEstimate(question)]
    expect(posted[0]).toEqual({ kind: 'run-start', id: 1, task: { kind: 'estimate', question } })
    const estimate: Estimate = { plan: { caseCount: 3 } as RunPlan, refused: [] }
    hear({ kind: 'run-over', id: 1, error: null, estimate })
    const error = { code: 'run/process-ended' as const, details: { why: 'signal SIGSEGV' } }
    hear({ kind: 'run-over', id: 2, error, estimate: null })
    expect(await first).toEqual(estimate)
    await expect(second).rejects.toMatchObject({ name: 'AppError', code: 'run/process-ended' })
  })

  it('passes a cancel on, also one that came before the start', async () => {
    const posted: EngineToHost[] = []
    const { launchRun, hear } = createHostLauncher((message) => posted.push(message))
    const abort = new AbortController()
    const running = collect(launchRun('/runs/a', abort.signal))
    abort.abort()
    const late = collect(launchRun('/runs/b', abort.signal))
    expect(posted.filter(({ kind }) => kind === 'run-cancel')).toEqual([
      { kind: 'run-cancel', id: 1 },
      { kind: 'run-cancel', id: 2 },
    ])
    hear({ kind: 'run-over', id: 1, error: null, estimate: null })
    hear({ kind: 'run-over', id: 2, error: null, estimate: null })
    expect([await running, await late]).toEqual([[], []])
  })

  it('ends an estimate that nobody waits for any more', async () => {
    const posted: EngineToHost[] = []
    const { launchEstimate, hear } = createHostLauncher((message) => posted.push(message))
    const abort = new AbortController()
    const estimate = launchEstimate({} as EstimateQuestion, abort.signal)
    abort.abort()
    expect(posted.at(-1)).toEqual({ kind: 'run-cancel', id: 1 })
    hear({
      kind: 'run-over',
      id: 1,
      error: { code: 'run/process-ended', details: { why: 'x' } },
      estimate: null,
    })
    await expect(estimate).rejects.toMatchObject({ code: 'run/process-ended' })
  })
})
