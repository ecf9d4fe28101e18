/** The slice of one plane on the screen: the newest that was asked for, at most one on its way, the next one fetched ahead. */
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

/** Follows `wanted`; null while there is nothing to show. */
export function useSlices(fetch: FetchSlice, wanted: () => SlicePlace | null, count: () => number): Slices {
  const messages = useMessages()
  const shown = shallowRef<ShownSlice | null>(null)
  const hasFailed = ref(false)
  const kept = createKept()
  let flight: { readonly key: string; readonly abort: AbortController } | null = null
  let last: SlicePlace | null = null

  const load = async (place: SlicePlace): Promise<ShownSlice | null> => {
    const key = keyOf(place)
    const abort = new AbortController()
    flight?.abort.abort()
    flight = { key, abort }
    const found = await messages.attempt(async () => {
      const slice = await fetch(place, abort.signal)
      return { place, slice, values: new Float32Array(await slice.pixels.arrayBuffer()) }
    })
    if (flight.abort === abort) flight = null
    if (found !== null && !abort.signal.aborted) kept.add(key, found)
    return abort.signal.aborted ? null : found
  }
  const follow = async (place: SlicePlace | null): Promise<void> => {
    if (place === null) return
    const step = last !== null && last.axis === place.axis && place.index < last.index ? -1 : 1
    last = place
    const key = keyOf(place)
    if (flight?.key === key) return
    const found = kept.get(key) ?? (await load(place))
    if (last !== place) return
    hasFailed.value = found === null
    if (found === null) return
    shown.value = found
    const next = { ...place, index: place.index + step }
    const isThere = next.index >= 0 && next.index < count()
    if (isThere && flight === null && kept.get(keyOf(next)) === undefined) await load(next)
    // What was asked for while the next one was on its way, and is that one.
    if (last !== place) await showKept()
  }
  const showKept = async (): Promise<void> => {
    const found = last === null ? undefined : kept.get(keyOf(last))
    if (found !== undefined) shown.value = found
    else await follow(last)
  }
  watch(wanted, follow, { immediate: true, deep: true })
  onScopeDispose(() => {
    flight?.abort.abort()
  })
  return { shown, hasFailed }
}

function keyOf({ view, axis, index }: SlicePlace): string {
  return `${view} ${axis} ${index}`
}

/** Slices in the order of their use, the oldest given back first. */
function createKept(): {
  readonly get: (key: string) => ShownSlice | undefined
  readonly add: (key: string, one: ShownSlice) => void
} {
  const kept = new Map<string, ShownSlice>()
  let bytes = 0
  return {
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
