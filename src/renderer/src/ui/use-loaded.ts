/** A value that is fetched, and fetched again whenever what it depends on changes. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { useMessages } from '@/messages'

export interface Loaded<Value> {
  readonly value: Readonly<ShallowRef<Value | null>>
  readonly isLoading: Readonly<ShallowRef<boolean>>
  /** True when the last fetch failed; the failure itself was told. */
  readonly hasFailed: Readonly<ShallowRef<boolean>>
  readonly reload: () => Promise<void>
  /** Ends a fetch that takes too long; it counts as failed. */
  readonly cancel: () => void
}

/**
 * Fetches now and whenever `depends` changes. A fetch that a newer one replaces, or that nobody looks at any more, is aborted; a late
 * answer never overwrites a newer one.
 */
export function useLoaded<Value>(
  fetch: (signal: AbortSignal) => Promise<Value>,
  depends: () => unknown = () => null,
): Loaded<Value> {
  const messages = useMessages()
  const value = shallowRef<Value | null>(null)
  const isLoading = shallowRef(false)
  const hasFailed = shallowRef(false)
  let newest = new AbortController()
  const reload = async (): Promise<void> => {
    newest.abort()
    const mine = new AbortController()
    newest = mine
    isLoading.value = true
    const answer = await messages.attempt(() => fetch(mine.signal))
    if (mine.signal.aborted) return
    isLoading.value = false
    hasFailed.value = answer === null
    if (answer !== null) value.value = answer
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
  return { value, isLoading, hasFailed, reload, cancel }
}
