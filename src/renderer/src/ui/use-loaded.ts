/** A value that is fetched, and fetched again whenever what it depends on changes. */
import { shallowRef, watch, type ShallowRef } from 'vue'
import { useMessages } from '@/messages'

export interface Loaded<Value> {
  readonly value: Readonly<ShallowRef<Value | null>>
  readonly isLoading: Readonly<ShallowRef<boolean>>
  /** True when the last fetch failed; the failure itself was told. */
  readonly hasFailed: Readonly<ShallowRef<boolean>>
  readonly reload: () => Promise<void>
}

/** Fetches now and whenever `depends` changes; a late answer never overwrites a newer one. */
export function useLoaded<Value>(
  fetch: () => Promise<Value>,
  depends: () => unknown = () => null,
): Loaded<Value> {
  const messages = useMessages()
  const value = shallowRef<Value | null>(null)
  const isLoading = shallowRef(false)
  const hasFailed = shallowRef(false)
  let newest = 0
  const reload = async (): Promise<void> => {
    const mine = ++newest
    isLoading.value = true
    const answer = await messages.attempt(fetch)
    if (mine !== newest) return
    isLoading.value = false
    hasFailed.value = answer === null
    if (answer !== null) value.value = answer
  }
  watch(depends, reload, { immediate: true, deep: true })
  return { value, isLoading, hasFailed, reload }
}
