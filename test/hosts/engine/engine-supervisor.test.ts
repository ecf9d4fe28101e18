import type { AppError } from '@shared/errors'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { superviseEngine } from '../../../src/main/hosts/engine/engine-supervisor'
import { createFakeFork } from '../../fixtures/builders/fake-fork'

const supervise = () => {
  const { fork, made } = createFakeFork()
  const deaths: AppError[] = []
  const supervisor = superviseEngine({
    fork,
    home: '/home',
    roots: [],
    onDeath: (error) => deaths.push(error),
  })
  const engines = () => made.filter(({ program }) => program === 'engine')
  const runners = () => made.filter(({ program }) => program === 'runner')
  return { supervisor, engines, runners, deaths }
}

describe('the engine supervisor', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('keeps the channels of its clients apart', () => {
    const { supervisor, engines } = supervise()
    const heard: unknown[] = []
    const first = supervisor.open((data) => heard.push(['first', data]), vi.fn())
    supervisor.open((data) => heard.push(['second', data]), vi.fn())
    first.send('hello')
    const [engine] = engines()
    expect(engine?.posted).toContainEqual({ kind: 'data', channel: 1, data: 'hello' })
    engine?.say({ kind: 'data', channel: 2, data: 'b' })
    engine?.say({ kind: 'data', channel: 1, data: 'a' })
    first.close()
    engine?.say({ kind: 'data', channel: 1, data: 'too late' })
    expect(heard).toEqual([
      ['second', 'b'],
      ['first', 'a'],
    ])
  })

  it('closes every channel and refuses every grant when the engine dies, and starts another one', async () => {
    const { supervisor, engines, deaths } = supervise()
    const closed = vi.fn()
    supervisor.open(vi.fn(), closed)
    const grant = supervisor.grant('/data/study.yaml')
    engines()[0]?.die('signal SIGSEGV')
    await expect(grant).rejects.toMatchObject({ code: 'engine/stopped', details: { why: 'signal SIGSEGV' } })
    expect(closed).toHaveBeenCalledOnce()
    expect(deaths.map(({ code }) => code)).toEqual(['engine/stopped'])
    await vi.advanceTimersByTimeAsync(0)
    expect(engines()).toHaveLength(2)
    const granted = supervisor.grant('/data/study.yaml')
    engines()[1]?.say({ kind: 'granted', id: 3, handle: 'file-1' })
    expect(await granted).toBe('file-1')
  })

  it('waits longer after each death in a row and gives up after five', async () => {
    const { supervisor, engines, deaths } = supervise()
    for (const delayMs of [0, 250, 1000, 4000, 15_000]) {
      const before = engines().length
      engines().at(-1)?.die('exit code 1')
      await vi.advanceTimersByTimeAsync(Math.max(0, delayMs - 1))
      if (delayMs > 1) expect(engines()).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(engines()).toHaveLength(before + 1)
    }
    engines().at(-1)?.die('exit code 1')
    await vi.advanceTimersByTimeAsync(29_000)
    expect(engines()).toHaveLength(6)
    expect(deaths.at(-1)).toMatchObject({ code: 'engine/given-up', details: { deaths: 6 } })
    const closed = vi.fn()
    supervisor.open(vi.fn(), closed)
    await vi.advanceTimersByTimeAsync(0)
    const givenUp = expect.objectContaining({ code: 'engine/given-up' }) as AppError
    expect(closed).toHaveBeenCalledExactlyOnceWith(givenUp)
    await expect(supervisor.grant('/x')).rejects.toMatchObject({ code: 'engine/given-up' })
  })

  it('starts an engine that was given up again when somebody asks for it after a rest, its deaths forgotten', async () => {
    const { supervisor, engines, deaths } = supervise()
    const dieOften = async (): Promise<void> => {
      for (let times = 0; times < 6; times += 1) {
        engines().at(-1)?.die('exit code 1')
        await vi.advanceTimersByTimeAsync(15_000)
      }
    }
    await dieOften()
    expect(engines()).toHaveLength(6)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(engines()).toHaveLength(6)
    const closed = vi.fn()
    supervisor.open(vi.fn(), closed).send('hello')
    expect(engines()).toHaveLength(7)
    expect(engines()[6]?.posted).toContainEqual(expect.objectContaining({ kind: 'data', data: 'hello' }))
    expect(closed).not.toHaveBeenCalled()
    await dieOften()
    expect(engines()).toHaveLength(12)
    expect(deaths.filter(({ code }) => code === 'engine/given-up')).toHaveLength(2)
  })

  it('tells a channel why it is closed: the engine died, will be started again, or never understood', async () => {
    const { supervisor, engines } = supervise()
    const open = () => {
      const codes: string[] = []
      const channel = supervisor.open(vi.fn(), ({ code }) => codes.push(code))
      return { channel, codes }
    }
    const [refused, binary, dead] = [open(), open(), open()]
    engines()[0]?.say({ kind: 'refused', channel: 1, why: 'it is no JSON' })
    binary.channel.send(new Uint8Array(3))
    binary.channel.send('too late')
    engines()[0]?.die('signal SIGKILL')
    const late = open()
    await vi.advanceTimersByTimeAsync(0)
    expect([refused, binary, dead, late].map(({ codes }) => codes)).toEqual([
      ['engine/bad-message'],
      ['engine/bad-message'],
      ['engine/stopped'],
      ['engine/stopped'],
    ])
    expect(engines()[0]?.posted).not.toContainEqual(expect.objectContaining({ kind: 'data' }))
  })

  it('counts a death after a long life as the first', async () => {
    const { engines, deaths } = supervise()
    for (let life = 0; life < 8; life += 1) {
      await vi.advanceTimersByTimeAsync(60_000)
      engines().at(-1)?.die('signal SIGKILL')
      await vi.advanceTimersByTimeAsync(0)
    }
    expect(engines()).toHaveLength(9)
    expect(new Set(deaths.map(({ code }) => code))).toEqual(new Set(['engine/stopped']))
  })

  it('starts nothing any more once it was stopped', async () => {
    const { supervisor, engines, runners, deaths } = supervise()
    engines()[0]?.say({ kind: 'run-start', id: 1, task: { kind: 'run', runFolder: '/runs/a' } })
    supervisor.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([engines().length, deaths.length]).toEqual([1, 0])
    expect(runners()[0]?.posted[1]).toEqual({ kind: 'stop', cause: 'host-ended' })
  })

  it('asks the runners of a dead engine to stop, and lets none of them speak to the next one', async () => {
    const { engines, runners } = supervise()
    engines()[0]?.say({ kind: 'run-start', id: 1, task: { kind: 'run', runFolder: '/runs/a' } })
    engines()[0]?.die('signal SIGKILL')
    expect(runners()[0]?.posted).toEqual([
      { kind: 'run', runFolder: '/runs/a', crashed: null },
      { kind: 'stop', cause: 'engine-ended' },
    ])
    await vi.advanceTimersByTimeAsync(0)
    engines()[1]?.say({ kind: 'run-start', id: 1, task: { kind: 'run', runFolder: '/runs/b' } })
    const before = engines()[1]?.posted.length
    runners()[0]?.say({ kind: 'over', error: null })
    expect(engines()[1]?.posted).toHaveLength(before ?? -1)
  })

  it('tells the engine what a runner says, and that it died only when it had not ended by itself', () => {
    const { engines, runners } = supervise()
    engines()[0]?.say({ kind: 'run-start', id: 4, task: { kind: 'run', runFolder: '/runs/a' } })
    engines()[0]?.say({ kind: 'run-start', id: 5, task: { kind: 'run', runFolder: '/runs/b' } })
    engines()[0]?.say({ kind: 'run-cancel', id: 5 })
    runners()[0]?.say({ kind: 'over', error: null })
    runners()[0]?.die('exit code 0')
    runners()[1]?.die('signal SIGKILL')
    expect(runners()[1]?.posted.at(-1)).toEqual({ kind: 'cancel' })
    expect(engines()[0]?.posted.slice(1)).toEqual([
      { kind: 'run-over', id: 4, error: null, estimate: null },
      {
        ...{ kind: 'run-over', id: 5, estimate: null },
        error: { code: 'run/process-ended', details: { why: 'signal SIGKILL' } },
      },
    ])
  })
})
