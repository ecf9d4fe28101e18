import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { AppError, type ErrorCode } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import { useMessages } from '@/messages'
import { createPageRouter } from '@/router'
import { RunPage } from '@/run'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { fakeSurroundings, type FakeAnswers } from './fake-api'

const at = (sequence: number) => ({ run: 'r', sequence })
const firstCase: RunEvent = {
  event: 'figures',
  ...at(0),
  figures: {
    ...{ cases: 1, patients: 1, modalities: ['ct', 'report'] },
    by: [
      {
        ...{ aggregation: 'pooled', shares: [0.7, 0.3], intervals: [null, null] },
        notes: ['too-few-patients', 'too-few-patients'],
      },
    ],
  },
}
const stopped = () => new AppError('engine/stopped', { why: 'signal SIGKILL' })

async function* tell(events: readonly RunEvent[], fault?: Error): AsyncGenerator<RunEvent, void> {
  yield* events
  await Promise.resolve()
  if (fault !== undefined) throw fault
}

/** Each call of `events` gets the next line of the script, the last one for ever; it notes what was asked for. */
function eventsOf(script: readonly (() => AsyncGenerator<RunEvent, void>)[]) {
  const asked: number[] = []
  const events = ({ from = 0 }: { from?: number | undefined }) => {
    asked.push(from)
    return Promise.resolve(script[Math.min(asked.length, script.length) - 1]!())
  }
  return { asked, events }
}

async function* endless(events: readonly RunEvent[]): AsyncGenerator<RunEvent, void> {
  yield* events
  await new Promise(() => undefined)
}

const buttons = (shown: VueWrapper): string[] =>
  shown.findAll('.head button, [aria-label="Connection"] button').map((one) => one.text())

async function press(shown: VueWrapper, name: string): Promise<void> {
  await shown
    .findAll('button')
    .find((one) => one.text() === name)!
    .trigger('click')
  await flushPromises()
}

let page: VueWrapper | null = null
const emptyQueue = { working: [], waiting: [], isHeld: false }
function openPage({ runs, ...others }: FakeAnswers): VueWrapper {
  const beside = {
    about: () => new Promise<never>(() => undefined),
    queue: () => Promise.resolve(emptyQueue),
  }
  const answers = { ...others, runs: { ...beside, ...runs } }
  const Window = defineComponent(() => () => h(TooltipProvider, () => h(RunPage, { run: 'r' })))
  page = mount(Window, {
    global: { plugins: [...fakeSurroundings(answers), createPageRouter()], stubs: { ChartView: true } },
  })
  return page
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  page?.unmount()
  vi.useRealTimers()
})

describe('the page of a run', () => {
  it('asks again from where it was when the line broke, and ends finished', async () => {
    const { asked, events } = eventsOf([
      () => tell([firstCase], stopped()),
      () => tell([{ event: 'finished', ...at(1), casesDone: 2, casesSkipped: 0 }]),
    ])
    const shown = openPage({ runs: { events } })
    await vi.advanceTimersByTimeAsync(600)
    expect(asked).toEqual([0, 1])
    expect(shown.find('h1').text()).toBe('Finished')
    expect(shown.html()).toContain('ct 0.700')
    expect(useMessages().messages).toEqual([])
  })

  it('says at once that the line broke, and when it stays so stops asking until a person wants it', async () => {
    const { asked, events } = eventsOf([() => tell([firstCase], stopped()), () => tell([], stopped())])
    const shown = openPage({ runs: { events } })
    await flushPromises()
    expect(shown.find('h1').text()).toBe('No connection')
    expect(shown.text()).toContain('The engine process stopped (signal SIGKILL).')
    expect(shown.text()).toContain('Connecting again …')
    expect(buttons(shown)).toEqual([])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shown.text()).not.toContain('Connecting again …')
    const calls = asked.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(calls)
    await press(shown, 'Try again')
    expect(asked.slice(calls)).toEqual([0])
    expect(useMessages().messages).toEqual([])
  })

  it.each([
    ['run/not-found', { run: 'r' }, 'No such run', 'There is no run r.'],
    ['engine/not-admitted', {}, 'No connection', 'Open the address that the running ModaLens printed.'],
    [
      'run/bad-record',
      { run: 'r', file: 'run.json', key: null },
      'This run cannot be followed',
      'it is no JSON',
    ],
  ] as const)('that knows nothing (%s) says so and what to do', async (code, details, title, words) => {
    const { events } = eventsOf([() => tell([], new AppError<ErrorCode>(code, details))])
    const shown = openPage({ runs: { events } })
    await flushPromises()
    expect(shown.find('h1').text()).toBe(title)
    expect(shown.text()).toContain(words)
    expect(buttons(shown)).toEqual(['Try again'])
  })

  it('is no running one before anything was heard', async () => {
    const events = () => new Promise<never>(() => undefined)
    const shown = openPage({ runs: { events } })
    await flushPromises()
    expect([shown.find('h1').text(), buttons(shown)]).toEqual(['Opening the run …', []])
  })

  it('shows the progress of a run that ended before the page came, and the way to its result so far', async () => {
    const stored = { casesDone: 6, casesSkipped: 2, casesPlanned: 100, isRunning: false }
    const { events } = eventsOf([
      () =>
        tell([
          { event: 'stored', ...at(0), ...stored },
          { event: 'cancelled', ...at(1) },
        ]),
    ])
    const shown = openPage({ runs: { events } })
    await flushPromises()
    expect(shown.find('h1').text()).toBe('Cancelled')
    expect(shown.text().replaceAll(/\s+/g, ' ')).toContain('8 of 100')
    expect(shown.text()).toContain('2 skipped')
    expect(shown.text()).toContain('8 %')
    expect(buttons(shown)).toEqual(['Resume', 'Result so far'])
    expect(shown.text()).not.toContain('The first case is not done yet.')
  })

  it('follows a run that somebody else resumed, which it cannot cancel', async () => {
    const stored = { casesDone: 1, casesSkipped: 0, casesPlanned: 2 }
    const { asked, events } = eventsOf([
      () => tell([firstCase, { event: 'cancelled', ...at(1) }]),
      () => endless([{ event: 'stored', ...at(0), ...stored, isRunning: true }]),
    ])
    let state: 'cancelled' | 'running' = 'cancelled'
    const summary = () =>
      Promise.resolve({
        ...{ run: 'r', name: 'Toy', createdAt: '2026-01-02T03:04:05Z', damage: null, modelName: 'm.onnx' },
        ...{ ...stored, state },
      })
    const shown = openPage({ runs: { events, summary } })
    await vi.advanceTimersByTimeAsync(10_000)
    expect([shown.find('h1').text(), asked]).toEqual(['Cancelled', [0]])
    state = 'running'
    await vi.advanceTimersByTimeAsync(2000)
    expect([shown.find('h1').text(), asked]).toEqual(['Running in another process', [0, 0]])
    expect(buttons(shown)).toEqual(['Result so far'])
  })

  it('stops asking when the page is left', async () => {
    const { asked, events } = eventsOf([() => tell([], stopped())])
    openPage({ runs: { events } }).unmount()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
  })

  it('shows why a run stopped, with advice, and follows it from its first event after a resume', async () => {
    const resumed: string[] = []
    const { asked, events } = eventsOf([
      () =>
        tell([
          firstCase,
          {
            event: 'failed',
            ...at(1),
            error: { code: 'run/interrupted', details: { run: 'r', cause: 'unknown' } },
          },
        ]),
      () => tell([firstCase, { event: 'finished', ...at(1), casesDone: 1, casesSkipped: 0 }]),
    ])
    const resume = ({ run }: { run: string }) => {
      resumed.push(run)
      return Promise.resolve({ run })
    }
    const shown = openPage({ runs: { events, resume } })
    await flushPromises()
    expect(shown.find('h1').text()).toBe('Interrupted')
    await press(shown, 'Resume')
    expect([resumed, asked]).toEqual([['r'], [0, 0]])
    expect(shown.find('h1').text()).toBe('Finished')
  })
})
