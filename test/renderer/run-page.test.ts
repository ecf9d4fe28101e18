import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { AppError } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import { useMessages } from '@/messages'
import { createPageRouter } from '@/router'
import { RunPage } from '@/run'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { fakeSurroundings, type FakeAnswers } from './fake-api'

const at = (sequence: number) => ({ run: 'r', sequence })
const firstCase: RunEvent = { event: 'case', ...at(0), caseId: 'a', contribution: { ct: 0.7, report: 0.3 } }
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

let page: VueWrapper | null = null
function openPage(answers: FakeAnswers): VueWrapper {
  const Window = defineComponent(() => () => h(TooltipProvider, () => h(RunPage, { run: 'r' })))
  page = mount(Window, { global: { plugins: [...fakeSurroundings(answers), createPageRouter()] } })
  return page
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
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
    expect(shown.text()).toContain('0.700')
    expect(useMessages().messages).toEqual([])
  })

  it('says so when the line stays broken, and stops asking', async () => {
    const { asked, events } = eventsOf([() => tell([], stopped())])
    openPage({ runs: { events } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(useMessages().messages.map(({ code }) => code)).toEqual(['engine/stopped'])
    const calls = asked.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(calls)
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
          { event: 'failed', ...at(1), error: { code: 'run/interrupted', details: { run: 'r' } } },
        ]),
      () => tell([firstCase, { event: 'finished', ...at(1), casesDone: 1, casesSkipped: 0 }]),
    ])
    const resume = ({ run }: { run: string }) => {
      resumed.push(run)
      return Promise.resolve({ run })
    }
    const shown = openPage({ runs: { events, resume } })
    await flushPromises()
    expect(shown.find('h1').text()).toBe('Stopped')
    const button = shown.findAll('button').find((one) => one.text() === 'Resume')
    await button!.trigger('click')
    await flushPromises()
    expect([resumed, asked]).toEqual([['r'], [0, 0]])
    expect(shown.find('h1').text()).toBe('Finished')
  })
})
