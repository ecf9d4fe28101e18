/** A value that is fetched, and fetched again whenever what it depends on changes. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { toErrorData, type ErrorData } from '@shared/errors'
import { isAbort } from '@/api/app-error'

export interface Loaded<Value> {
  readonly value: Readonly<ShallowRef<Value | null>>
  readonly isLoading: Readonly<ShallowRef<boolean>>
  /** True when the last fetch failed or was ended. */
  readonly hasFailed: Readonly<ShallowRef<boolean>>
  /** Why the last fetch failed. */
  readonly problem: Readonly<ShallowRef<ErrorData | null>>
  readonly reload: () => Promise<void>
  /** Ends a fetch that takes too long; it counts as failed. */
  readonly cancel: () => void
}

/**
 * Fetches now and whenever `depends` changes. A fetch that a newer one replaces, or that nobody looks at any more, is aborted; a late
 * answer never overwrites a newer one. The page shows `problem` where the value should be (LoadProblem).
 */
export function useLoaded<Value>(
  fetch: (signal: AbortSignal) => Promise<Value>,
  depends: () => unknown = () => null,
): Loaded<Value> {
  const value = shallowRef<Value | null>(null)
  const isLoading = shallowRef(false)
  const hasFailed = shallowRef(false)
  const problem = shallowRef<ErrorData | null>(null)
  let newest = new AbortController()
  const reload = async (): Promise<void> => {
    newest.abort()
    const mine = new AbortController()
    newest = mine
    isLoading.value = true
    try {
      const answer = await fetch(mine.signal)
      if (mine.signal.aborted) return
      value.value = answer
      end(null)
    } catch (thrown) {
      if (mine.signal.aborted || isAbort(thrown)) return
      end(toErrorData(thrown, 'page'))
    }
  }
  const end = (failure: ErrorData | null): void => {
    isLoading.value = false
    hasFailed.value = failure !== null
    problem.value = failure
  }
  watch(depends, reload, { immediate: true, deep: true })
  onScopeDispose(() => {
    newest.abort()
  })
  const cancel = (): void => {
    newest.abort()
    if (isLoading.value) hasFailed.value = true
    isLoading.value = false
  }
  return { value, isLoading, hasFailed, problem, reload, cancel }
}
