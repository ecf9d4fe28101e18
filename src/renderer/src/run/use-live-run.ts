/** Follows a run, and asks again from where it was when the line broke. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { AppError, isAppError, toErrorData } from '@shared/errors'
import { useApi } from '@/api/use-api'
import { useMessages } from '@/messages'
import { freshRun, takeEvent, type LiveRun } from './live-run'

const pauseMs = 500
const triesAfterBreak = 20

/** Starts following at once; stops with the component. `restart` follows a resumed run from its first event. */
export function useLiveRun(run: string): {
  readonly live: Readonly<ShallowRef<LiveRun>>
  readonly restart: () => void
} {
  const api = useApi()
  const messages = useMessages()
  const live = shallowRef<LiveRun>(freshRun)
  let abort = new AbortController()

  async function listen(signal: AbortSignal): Promise<void> {
    const events = await api.runs.events({ run, from: live.value.next }, { signal })
    for await (const event of events) {
      if (signal.aborted) return
      live.value = takeEvent(live.value, event)
    }
  }

  async function follow(signal: AbortSignal): Promise<void> {
    let tries = 0
    for (;;) {
      const { next } = live.value
      const fault = await listen(signal).then(
        () => new AppError('engine/stopped', { why: 'the events of the run ended early' }),
        (thrown: unknown) => thrown,
      )
      if (signal.aborted || live.value.state !== 'running') return
      tries = live.value.next > next ? 0 : tries + 1
      if (!isBreak(fault) || tries > triesAfterBreak) {
        messages.tell(toErrorData(fault, 'the events of a run'))
        return
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  function restart(): void {
    abort.abort()
    abort = new AbortController()
    live.value = freshRun
    void follow(abort.signal)
  }

  void follow(abort.signal)
  onScopeDispose(() => {
    abort.abort()
  })
  return { live, restart }
}

function isBreak(fault: unknown): boolean {
  return isAppError(fault) && fault.code === 'engine/stopped'
}
