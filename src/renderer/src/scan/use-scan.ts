/** Follows a scan, and fetches what it found when it is over. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { toErrorData, type ErrorData } from '@shared/errors'
import type { ScanCounts, ScannedFolder } from '@shared/scan'
import { isAbort } from '@/api/app-error'
import { useApi } from '@/api/use-api'
import { useMessages } from '@/messages'

export interface LiveScan {
  readonly state: Readonly<ShallowRef<'running' | 'finished' | 'cancelled' | 'failed'>>
  readonly counts: Readonly<ShallowRef<ScanCounts | null>>
  /** Null until the first scan of the folder is over. */
  readonly found: Readonly<ShallowRef<ScannedFolder | null>>
  readonly error: Readonly<ShallowRef<ErrorData | null>>
  /** Scans the folder again; only what changed is read. */
  readonly again: () => Promise<void>
}

/** Starts following at once; stops with the component, while the scan itself goes on. */
export function useScan(scan: string): LiveScan {
  const api = useApi()
  const messages = useMessages()
  const state = shallowRef<LiveScan['state']['value']>('running')
  const counts = shallowRef<ScanCounts | null>(null)
  const found = shallowRef<ScannedFolder | null>(null)
  const error = shallowRef<ErrorData | null>(null)
  const abort = new AbortController()

  async function listen(): Promise<void> {
    const { signal } = abort
    for await (const event of await api.scans.events({ scan }, { signal })) {
      if (signal.aborted) return
      if (event.event === 'failed') error.value = event.error
      else counts.value = event.counts
      if (event.event === 'progress') continue
      if (event.event !== 'failed') found.value = await api.scans.result({ scan })
      state.value = event.event
    }
  }

  async function follow(): Promise<void> {
    state.value = 'running'
    error.value = null
    try {
      await listen()
    } catch (thrown) {
      if (isAbort(thrown) || abort.signal.aborted) return
      error.value = toErrorData(thrown, 'the events of a scan')
      state.value = 'failed'
    }
  }

  async function again(): Promise<void> {
    const handle = found.value?.handle
    if (handle === undefined) return
    if ((await messages.attempt(() => api.scans.start({ handle }))) !== null) await follow()
  }

  void follow()
  onScopeDispose(() => {
    abort.abort()
  })
  return { state, counts, found, error, again }
}
