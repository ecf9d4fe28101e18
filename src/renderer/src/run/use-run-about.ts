/** What is shown of a run beside its events; asked for again when it begins or ends. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { RunAbout } from '@shared/run-about'
import { isAppError } from '@shared/errors'
import { useApi } from '@/api/use-api'

/** Null as long as nothing is known; what the page says of a line that broke is said by the events. */
export function useRunAbout(run: string, state: () => string): Readonly<ShallowRef<RunAbout | null>> {
  const api = useApi()
  const about = shallowRef<RunAbout | null>(null)
  const abort = new AbortController()
  watch(
    state,
    async () => {
      const found = await api.runs.about({ run }, { signal: abort.signal }).catch((thrown: unknown) => {
        if (isAppError(thrown) || abort.signal.aborted) return null
        throw thrown
      })
      if (found !== null && !abort.signal.aborted) about.value = found
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    abort.abort()
  })
  return about
}
