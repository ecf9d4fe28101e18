/** Small pictures of the rows in view, one asked for at a time, and none for a row that is no longer seen. */
import { onScopeDispose, shallowRef, triggerRef } from 'vue'
import type { Thumbnail } from '@shared/dataset'

export interface Thumbnails {
  /** Undefined while it is on its way, null where there is none. */
  readonly of: (caseId: string) => Thumbnail | null | undefined
  /** In the order in which they are wanted. */
  readonly want: (caseIds: readonly string[]) => void
}

const kept = 1000

export function useThumbnails(fetch: (caseId: string) => Promise<Thumbnail | null>): Thumbnails {
  const known = shallowRef(new Map<string, Thumbnail | null>())
  let queue: readonly string[] = []
  let isFetching = false
  let isGone = false
  const next = async (): Promise<void> => {
    if (isFetching) return
    isFetching = true
    for (;;) {
      const id = queue.find((one) => !known.value.has(one))
      if (id === undefined || isGone) break
      known.value.set(id, await fetch(id))
      for (const oldest of [...known.value.keys()].slice(0, -kept)) known.value.delete(oldest)
      triggerRef(known)
    }
    isFetching = false
  }
  onScopeDispose(() => {
    isGone = true
  })
  return {
    of: (caseId) => known.value.get(caseId),
    want: (caseIds) => {
      queue = caseIds
      void next()
    },
  }
}
