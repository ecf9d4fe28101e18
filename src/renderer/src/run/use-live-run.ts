/** Follows a run, and asks again from where it was when the line broke. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { isAppError } from '@shared/errors'
import { isAbort } from '@/api/app-error'
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
    for (let tries = 0; tries < triesAfterBreak && !signal.aborted; tries += 1) {
      try {
        await listen(signal)
        return
      } catch (thrown) {
        if (isAbort(thrown)) return
        const isBreak = isAppError(thrown) && thrown.code === 'engine/stopped'
        if (!isBreak) {
          await messages.attempt(() => Promise.reject(thrown as Error))
          return
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
        // A new engine numbers the events of a run that it only knows from disk from what it is asked for.
      }
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
