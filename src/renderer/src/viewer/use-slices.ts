/** The slice of one plane on the screen: the newest that was asked for, at most one on its way, the next ones fetched ahead. */
import type { Slice } from '@shared/dataset'
import { sliceValues, type SliceValues } from '@shared/slice-values'
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { useMessages } from '@/messages'
import type { FetchSlice, SlicePlace } from './slice-place'

export interface ShownSlice {
  readonly place: SlicePlace
  readonly slice: Omit<Slice, 'pixels'>
  /** [height, width, channels] */
  readonly values: SliceValues
}

export interface Slices {
  readonly shown: Readonly<ShallowRef<ShownSlice | null>>
  /** True when the last one could not be had; the failure was told. */
  readonly hasFailed: Readonly<Ref<boolean>>
}

/** What one pane keeps. */
const keptBytes = 64 * 2 ** 20
/**
 * What is fetched ahead: one slice before anybody scrolled; the way that is scrolled several at once, as soon as fewer than `within` are
 * there. Together they take hardly longer than one.
 */
const ahead = { still: { within: 1, count: 1 }, scrolled: { within: 10, count: 4 } } as const

interface Flight {
  /** The first of them in the array. */
  readonly place: SlicePlace
  readonly count: number
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
  const isThere = ({ index }: SlicePlace): boolean => index >= 0 && index < count()
  const next = (): Omit<Flight, 'abort'> | null => {
    if (newest === null) return null
    const isMissing = (place: SlicePlace): boolean => !kept.has(keyOf(place)) && !failed.has(keyOf(place))
    if (isMissing(newest)) return { place: newest, count: 1, isAhead: false }
    const { index } = newest
    const { within, count: most } = scrolled === null ? ahead.still : ahead.scrolled
    const step = scrolled ?? 1
    for (let steps = 1; steps <= within; steps += 1) {
      const place = { ...newest, index: index + steps * step }
      if (!isThere(place) || !isMissing(place)) continue
      const last = Math.max(0, Math.min(count() - 1, place.index + (most - 1) * step))
      const [from, to] = [Math.min(place.index, last), Math.max(place.index, last)]
      return { place: { ...place, index: from }, count: to - from + 1, isAhead: true }
    }
    return null
  }
  const load = async (one: Flight): Promise<void> => {
    const { place, abort } = one
    const found = await messages.attempt(async () => {
      const { pixels, ...slice } = await fetch({ ...place, count: one.count }, abort.signal)
      const values = sliceValues({ pixels, stored: slice.stored })
      return apart(one, slice, values)
    })
    flight = null
    if (abort.signal.aborted) return
    if (found === null) {
      placesOf(one).forEach((own) => failed.add(keyOf(own)))
      hasFailed.value ||= newest !== null && isOf(one, newest)
      return
    }
    for (const own of found) kept.add(keyOf(own.place), own)
    const wantedOne = found.find((own) => newest !== null && keyOf(own.place) === keyOf(newest))
    const [first] = found
    if (wantedOne !== undefined) show(wantedOne)
    else if (first !== undefined && !one.isAhead && isAlike(newest, place)) show(first)
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
    if (flight === null || isOf(flight, place)) return
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

type Several = Pick<Flight, 'place' | 'count'>

function placesOf({ place, count }: Several): SlicePlace[] {
  return Array.from({ length: count }, (_, slice) => ({ ...place, index: place.index + slice }))
}

function isOf({ place, count }: Several, wanted: SlicePlace): boolean {
  const slice = wanted.index - place.index
  return isAlike(place, wanted) && slice >= 0 && slice < count
}

/** Each slice by itself; as many as came. */
function apart(several: Several, slice: ShownSlice['slice'], values: SliceValues): ShownSlice[] {
  const length = slice.dims[0] * slice.dims[1] * slice.dims[2]
  return placesOf({ ...several, count: values.length / length }).map((place, index) => ({
    ...{ place, slice },
    values: values.subarray(index * length, (index + 1) * length),
  }))
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
