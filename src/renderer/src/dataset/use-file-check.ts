/** Looks at the files of all cases, piece by piece, as long as the page wants it. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { FileCheck } from '@shared/cohort'
import { useApi } from '@/api/use-api'
import { useMessages } from '@/messages'

export interface LiveFileCheck {
  readonly state: Readonly<ShallowRef<FileCheck | null>>
  readonly isGoingOn: Readonly<ShallowRef<boolean>>
  readonly start: () => Promise<void>
  /** What was found stays; starting again goes on from there. */
  readonly stop: () => void
}

/** `onFound` hears of the end of a phase, when flags are known that were not. */
export function useFileCheck(studyId: string, onFound: () => void): LiveFileCheck {
  const api = useApi()
  const messages = useMessages()
  const state = shallowRef<FileCheck | null>(null)
  const isGoingOn = shallowRef(false)
  let abort = new AbortController()
  const start = async (): Promise<void> => {
    if (isGoingOn.value) return
    abort = new AbortController()
    const { signal } = abort
    isGoingOn.value = true
    while (!signal.aborted) {
      const before = state.value
      const now = await messages.attempt(() => api.datasets.checkFiles({ studyId }))
      if (now === null) break
      state.value = now
      if (before?.phase !== now.phase) onFound()
      if (now.phase === 'done') break
    }
    isGoingOn.value = false
  }
  const stop = (): void => {
    abort.abort()
  }
  onScopeDispose(stop)
  return { state, isGoingOn, start, stop }
}
