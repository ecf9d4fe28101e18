/** Which cases are chosen: one by one, from one to another, or all that are shown. */
import { computed, shallowRef, type ComputedRef } from 'vue'

export interface Selection {
  readonly count: ComputedRef<number>
  readonly ids: ComputedRef<readonly string[]>
  readonly has: (caseId: string) => boolean
  /** Turns one over; the next range begins here. */
  readonly toggle: (caseId: string, index: number) => void
  /** Where the last one was turned over; null before. */
  readonly anchor: () => number | null
  /** Gives all of them the state of the anchor. */
  readonly extend: (caseIds: readonly string[]) => void
  readonly replace: (caseIds: readonly string[]) => void
}

export function useSelection(): Selection {
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  let anchor: number | null = null
  let isAdding = true
  return {
    count: computed(() => chosen.value.size),
    ids: computed(() => [...chosen.value]),
    has: (caseId) => chosen.value.has(caseId),
    anchor: () => anchor,
    toggle: (caseId, index) => {
      const next = new Set(chosen.value)
      isAdding = !next.delete(caseId)
      if (isAdding) next.add(caseId)
      anchor = index
      chosen.value = next
    },
    extend: (caseIds) => {
      const next = new Set(chosen.value)
      for (const id of caseIds) {
        if (isAdding) next.add(id)
        else next.delete(id)
      }
      chosen.value = next
    },
    replace: (caseIds) => {
      chosen.value = new Set(caseIds)
      anchor = null
    },
  }
}
