/** The rows of the case table, fetched page by page as the table is scrolled. */
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { CaseRow } from '@shared/dataset'
import { useMessages } from '@/messages'

export interface CasePage {
  readonly total: number
  readonly rows: readonly CaseRow[]
}

export interface CasePages {
  readonly rows: Readonly<ShallowRef<readonly CaseRow[]>>
  readonly total: Readonly<ShallowRef<number>>
  readonly isLoading: Readonly<ShallowRef<boolean>>
  /** Fetches the next page, unless one is on its way or all rows are here. */
  readonly more: () => Promise<void>
}

/** Starts with the first page, and again whenever `search` changes; a page of an older search is dropped. */
export function useCasePages(
  fetch: (page: { offset: number; search: string }) => Promise<CasePage>,
  search: () => string,
): CasePages {
  const messages = useMessages()
  const rows = shallowRef<readonly CaseRow[]>([])
  const total = shallowRef(0)
  const isLoading = shallowRef(false)
  let newest = 0

  async function load(kept: readonly CaseRow[]): Promise<void> {
    const mine = ++newest
    isLoading.value = true
    const page = await messages.attempt(() => fetch({ offset: kept.length, search: search() }))
    if (mine !== newest) return
    isLoading.value = false
    if (page === null) return
    rows.value = [...kept, ...page.rows]
    total.value = page.total
  }

  async function more(): Promise<void> {
    if (!isLoading.value && rows.value.length < total.value) await load(rows.value)
  }

  watch(search, () => load([]), { immediate: true })
  return { rows, total, isLoading, more }
}
