/** Which channels of a picture may be shown, and which one is. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'

export interface Channels {
  /** How many a pixel has, once a slice has told it. */
  readonly count: Ref<number>
  readonly choices: ComputedRef<readonly number[]>
  /** Three that may be shown as red, green and blue. */
  readonly isColour: ComputedRef<boolean>
  /** Null: the colours of three. */
  readonly shown: ComputedRef<number | null>
}

/** A channel group is never shown by a channel that is not its own; `group` is null where all belong together. */
export function useChannels(
  of: () => { readonly group: readonly number[] | null; readonly chosen: number | null },
): Channels {
  const count = ref(1)
  const choices = computed(() => of().group ?? Array.from({ length: count.value }, (_, place) => place))
  const isColour = computed(() => count.value === 3 && of().group === null)
  const shown = computed(() => of().chosen ?? (isColour.value ? null : (choices.value[0] ?? 0)))
  return { count, choices, isColour, shown }
}
