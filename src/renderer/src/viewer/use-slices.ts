/** The slice of one plane on the screen: the newest that was asked for, at most one on its way, the next ones fetched ahead. */
import type { Slice } from '@shared/dataset'
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { useMessages } from '@/messages'
import type { FetchSlice, SlicePlace } from './slice-place'

export interface ShownSlice {
  readonly place: SlicePlace
  readonly slice: Slice
  /** [height, width, channels] */
  readonly values: Float32Array
}

export interface Slices {
  readonly shown: Readonly<ShallowRef<ShownSlice | null>>
  /** True when the last one could not be had; the failure was told. */
  readonly hasFailed: Readonly<Ref<boolean>>
}

/** What one pane keeps. */
const keptBytes = 64 * 2 ** 20
/** Slices fetched ahead: one before anybody scrolled, and so many the way that is scrolled. */
const ahead = { still: 1, scrolled: 6 } as const

interface Flight {
  readonly place: SlicePlace
  readonly abort: AbortController
  /** Nobody has asked for it yet. */
  readonly isAhead: boolean
}

/**
 * Follows `wanted`; null while there is nothing to show. What nobody wants any more is aborted, but not twice in a row: who scrolls faster
 * than slices come sees some of them.
 */
export function useSlices(fetch: FetchSlice, wanted: () => SlicePlace | null, count: () => number): Slices {
  const messages = useMessages()
  const shown = shallowRef<ShownSlice | null>(null)
  const hasFailed = ref(false)
  const kept = createKept()
  /** Not tried again until they are asked for. */
  const failed = new Set<string>()
  let flight: Flight | null = null
  let newest: SlicePlace | null = null
  let scrolled: 1 | -1 | null = null
  let wasAborted = false

  const show = (one: ShownSlice): void => {
    shown.value = one
    hasFailed.value = false
    wasAborted = false
  }
  const next = (): Omit<Flight, 'abort'> | null => {
    if (newest === null) return null
    const isMissing = (place: SlicePlace): boolean => !kept.has(keyOf(place)) && !failed.has(keyOf(place))
    if (isMissing(newest)) return { place: newest, isAhead: false }
    const { index } = newest
    const depth = scrolled === null ? ahead.still : ahead.scrolled
    for (let steps = 1; steps <= depth; steps += 1) {
      const place = { ...newest, index: index + steps * (scrolled ?? 1) }
      if (place.index >= 0 && place.index < count() && isMissing(place)) return { place, isAhead: true }
    }
    return null
  }
  const load = async (one: Flight): Promise<void> => {
    const { place, abort } = one
    const found = await messages.attempt(async () => {
      const slice = await fetch(place, abort.signal)
      return { place, slice, values: new Float32Array(await slice.pixels.arrayBuffer()) }
    })
    flight = null
    if (abort.signal.aborted) return
    const isNewest = newest !== null && keyOf(newest) === keyOf(place)
    if (found === null) {
      failed.add(keyOf(place))
      hasFailed.value = hasFailed.value || isNewest
      return
    }
    kept.add(keyOf(place), found)
    if (isNewest || (!one.isAhead && isAlike(newest, place))) show(found)
  }
  let isLoading = false
  const loadAll = async (): Promise<void> => {
    if (isLoading) return
    isLoading = true
    for (let one = next(); one !== null; one = next()) {
      flight = { ...one, abort: new AbortController() }
      await load(flight)
    }
    isLoading = false
  }
  const abortStale = (place: SlicePlace): void => {
    if (flight === null || keyOf(flight.place) === keyOf(place)) return
    const mayEnd = flight.isAhead ? !kept.has(keyOf(place)) : !isAlike(flight.place, place) || !wasAborted
    if (!mayEnd) return
    wasAborted ||= !flight.isAhead
    flight.abort.abort()
  }
  const follow = (place: SlicePlace | null): void => {
    if (place === null || (newest !== null && keyOf(newest) === keyOf(place))) return
    if (newest !== null) scrolled = isAlike(newest, place) ? (place.index < newest.index ? -1 : 1) : null
    newest = place
    failed.delete(keyOf(place))
    const found = kept.get(keyOf(place))
    if (found !== undefined) show(found)
    abortStale(place)
    void loadAll()
  }
  watch(wanted, follow, { immediate: true, deep: true })
  onScopeDispose(() => {
    newest = null
    flight?.abort.abort()
  })
  return { shown, hasFailed }
}

/** Slices of the same picture along the same axis. */
function isAlike(one: SlicePlace | null, other: SlicePlace): boolean {
  return one !== null && keyOf({ ...one, index: other.index }) === keyOf(other)
}

function keyOf({ view, axis, index, part = -1 }: SlicePlace): string {
  return `${view} ${axis} ${index} ${part}`
}

/** Slices in the order of their use, the oldest given back first. */
function createKept(): {
  readonly has: (key: string) => boolean
  readonly get: (key: string) => ShownSlice | undefined
  readonly add: (key: string, one: ShownSlice) => void
} {
  const kept = new Map<string, ShownSlice>()
  let bytes = 0
  return {
    has: (key) => kept.has(key),
    get: (key) => {
      const found = kept.get(key)
      if (found !== undefined) {
        kept.delete(key)
        kept.set(key, found)
      }
      return found
    },
    add: (key, one) => {
      if (!kept.has(key)) bytes += one.values.byteLength
      kept.set(key, one)
      for (const [oldest, { values }] of kept) {
        if (bytes <= keptBytes || kept.size === 1) return
        kept.delete(oldest)
        bytes -= values.byteLength
      }
    },
  }
}
