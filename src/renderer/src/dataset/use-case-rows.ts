/** Rows of a list that may have 100,000: fetched in pages as they come into view; what is passed by is not waited for. */
import { onScopeDispose, shallowRef, triggerRef, type ShallowRef } from 'vue'
import type { CaseRow } from '@shared/dataset'
import { useMessages } from '@/messages'

export const pageSize = 100
/** Rows far away are forgotten. */
const keptPages = 40
/** A scrollbar that is dragged passes pages that nobody looks at. */
const settleMs = 40

export interface CaseRows {
  /** Null until the first page is here. */
  readonly total: Readonly<ShallowRef<number | null>>
  /** Undefined for a row that is on its way. */
  readonly rowAt: (index: number) => CaseRow | undefined
  /** Says which rows are seen, so that these are fetched and no others. */
  readonly look: (first: number, last: number) => void
  /** Forgets all rows; the list is another one. */
  readonly restart: () => void
}

type FetchRows = (
  offset: number,
  signal: AbortSignal,
) => Promise<{ readonly total: number; readonly rows: readonly CaseRow[] }>

/** Starts with what is looked at first. A page that leaves the view before it is here is aborted. */
export function useCaseRows(fetch: FetchRows): CaseRows {
  const messages = useMessages()
  const pages = shallowRef(new Map<number, readonly CaseRow[]>())
  const total = shallowRef<number | null>(null)
  const asked = new Map<number, AbortController>()
  let seen: readonly [number, number] = [0, 0]
  let timer: ReturnType<typeof setTimeout> | undefined

  const abortAll = (isKept: (page: number) => boolean): void => {
    for (const [page, abort] of [...asked]) {
      if (isKept(page)) continue
      abort.abort()
      asked.delete(page)
    }
  }
  const load = async (page: number): Promise<void> => {
    const abort = new AbortController()
    asked.set(page, abort)
    const found = await messages.attempt(() => fetch(page * pageSize, abort.signal))
    if (abort.signal.aborted) return
    asked.delete(page)
    if (found === null) return
    total.value = found.total
    pages.value.set(page, found.rows)
    const far = [...pages.value.keys()].toSorted((a, b) => distance(b) - distance(a))
    for (const one of far.slice(0, Math.max(0, pages.value.size - keptPages))) pages.value.delete(one)
    triggerRef(pages)
  }
  const distance = (page: number): number => Math.abs(page - seen[0] / pageSize)
  const fetchSeen = (): void => {
    const [first, last] = seen.map((row) => Math.floor(row / pageSize)) as [number, number]
    abortAll((page) => page >= first && page <= last)
    for (let page = first; page <= last; page += 1)
      if (!pages.value.has(page) && !asked.has(page)) void load(page)
  }
  const look = (first: number, last: number): void => {
    seen = [Math.max(0, first), Math.max(0, last)]
    clearTimeout(timer)
    timer = setTimeout(fetchSeen, total.value === null ? 0 : settleMs)
  }
  const restart = (): void => {
    abortAll(() => false)
    pages.value = new Map()
    look(...seen)
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    abortAll(() => false)
  })
  const rowAt = (index: number): CaseRow | undefined =>
    pages.value.get(Math.floor(index / pageSize))?.[index % pageSize]
  return { total, rowAt, look, restart }
}
