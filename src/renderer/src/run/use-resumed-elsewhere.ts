/** A run that ended may be resumed by another page, or on the command line: this one then follows it too. */
import { onScopeDispose } from 'vue'
import { isAppError, toErrorData, type ErrorData } from '@shared/errors'
import { useApi } from '@/api/use-api'

const lookEveryMs = 2000

/**
 * Looks every two seconds, while the page is seen and `isWaiting`, whether the run goes on or was finished; tells `onGone` when it was
 * removed. A look that fails for any other reason is followed by the next one.
 */
export function useResumedElsewhere(
  run: string,
  isWaiting: () => boolean,
  onResumed: () => void,
  onGone: (error: ErrorData) => void,
): void {
  const api = useApi()
  const abort = new AbortController()

  async function look(): Promise<void> {
    try {
      const { state } = await api.runs.summary({ run }, { signal: abort.signal })
      if (isWaiting() && (state === 'running' || state === 'finished')) onResumed()
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'run/not-found') onGone(toErrorData(thrown, 'run'))
    }
  }

  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking || !isWaiting() || document.hidden) return
    isLooking = true
    void look().finally(() => {
      isLooking = false
    })
  }, lookEveryMs)
  onScopeDispose(() => {
    clearInterval(timer)
    abort.abort()
  })
}
