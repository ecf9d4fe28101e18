/** Follows a run, and asks again from where it was when the line broke. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { AppError, isAppError, toErrorData, type ErrorCode, type ErrorData } from '@shared/errors'
import { useApi } from '@/api/use-api'
import { freshRun, takeEvent, type LiveRun } from './live-run'
import { useResumedElsewhere } from './use-resumed-elsewhere'

/** Pauses double; all of them together outlast the longest wait of an engine that is started again. */
const firstPauseMs = 250
const longestPauseMs = 2000
const triesAfterBreak = 20

/** Lines that broke; anything else is an answer. */
const breaks: readonly ErrorCode[] = ['engine/stopped', 'engine/given-up', 'engine/host-gone']

export interface FollowedRun {
  readonly live: Readonly<ShallowRef<LiveRun>>
  /** Why nothing is known of the run now; null while it is followed. */
  readonly fault: Readonly<ShallowRef<ErrorData | null>>
  /** True while the line is tried again by itself. */
  readonly isTrying: Readonly<ShallowRef<boolean>>
  /** Follows the run from its first event: it was resumed, or the line may be whole again. */
  readonly restart: () => void
}

/** Starts following at once; stops with the component. */
export function useLiveRun(run: string): FollowedRun {
  const api = useApi()
  const live = shallowRef<LiveRun>(freshRun)
  const fault = shallowRef<ErrorData | null>(null)
  const isTrying = shallowRef(false)
  let abort = new AbortController()

  async function listen(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const events = await api.runs.events({ run, from: live.value.next }, { signal })
    for await (const event of events) {
      if (signal.aborted) return
      fault.value = null
      live.value = takeEvent(live.value, event)
    }
  }

  async function follow(signal: AbortSignal): Promise<void> {
    let tries = 0
    for (;;) {
      const { next } = live.value
      const thrown = await listen(signal).then(
        () => new AppError('engine/stopped', { why: 'the events of the run ended early' }),
        (reason: unknown) => reason,
      )
      if (signal.aborted || isEnded(live.value)) return
      tries = live.value.next > next ? 0 : tries + 1
      fault.value = toErrorData(thrown, 'the events of a run')
      isTrying.value = isBreak(thrown) && tries <= triesAfterBreak
      if (!isTrying.value) return
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** tries)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  function restart(): void {
    abort.abort()
    abort = new AbortController()
    live.value = freshRun
    fault.value = null
    void follow(abort.signal)
  }

  void follow(abort.signal)
  useResumedElsewhere(
    run,
    () => live.value.state !== 'finished' && isEnded(live.value),
    restart,
    (gone) => {
      fault.value = gone
    },
  )
  onScopeDispose(() => {
    abort.abort()
  })
  return { live, fault, isTrying, restart }
}

function isEnded({ state }: LiveRun): boolean {
  return !['opening', 'queued', 'running', 'elsewhere'].includes(state)
}

function isBreak(thrown: unknown): boolean {
  return isAppError(thrown) && breaks.includes(thrown.code)
}
