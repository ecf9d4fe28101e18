/** The values of a recording: one slice holds all leads. */
import { computed, type ComputedRef } from 'vue'
import type { ShownSignal } from '@shared/charts/signal-map'
import { sliceValues } from '@shared/slice-values'
import { useLoaded, type Loaded } from '@/ui/use-loaded'
import type { SlicePlace } from '@/viewer'
import type { FetchSlice } from '../kind'

export function useSignal(
  fetchSlice: FetchSlice,
  wanted: () => Pick<SlicePlace, 'view' | 'part'>,
  known: () => Pick<ShownSignal, 'names' | 'hz'>,
): {
  readonly signal: ComputedRef<ShownSignal | null>
  readonly loaded: Pick<Loaded<unknown>, 'problem' | 'hasFailed' | 'reload'>
} {
  const loaded = useLoaded(
    async (signal) => {
      const slice = await fetchSlice({ ...wanted(), axis: 'z', index: 0 }, signal)
      const [leads, samples] = slice.dims
      return { leads, samples, values: Float32Array.from(sliceValues(slice)) }
    },
    () => [wanted().view, wanted().part],
  )
  return {
    signal: computed(() => (loaded.value.value === null ? null : { ...loaded.value.value, ...known() })),
    loaded,
  }
}
