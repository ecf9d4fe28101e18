/** Which difference gets the full colour of a modality: its own largest, that of all modalities, or one that was typed in. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { plainWords } from '@shared/words/number-words'
import { weakerWords } from '@shared/words/part-words'
import { useNearestStudyView } from '@/views'
import type { CaseFacts } from './kind'

export const scaleChoices = ['modality', 'all', 'fixed'] as const
export type ScaleChoice = (typeof scaleChoices)[number]

export interface PartScale {
  readonly choice: Ref<ScaleChoice>
  readonly limit: ComputedRef<number>
  /** full colour at 0.118 (1.4 times below ct) */
  readonly words: ComputedRef<string>
  /** Keeps a limit that was typed in, for the study. */
  readonly fix: (limit: number) => void
}

/** Begins with the limit that is kept for the study, if there is one. */
export function usePartScale(
  of: () => { readonly modality: string; readonly limits: CaseFacts['limits']; readonly decimals: number },
): PartScale {
  const { view, set } = useNearestStudyView()
  const choice = ref<ScaleChoice>('modality')
  const fixed = computed(() => view.value.scaleLimits[of().modality])
  watch(
    fixed,
    (now, before) => {
      if (now !== undefined && before === undefined) choice.value = 'fixed'
    },
    { immediate: true },
  )
  const own = computed(() => of().limits.get(of().modality) ?? 0)
  const strongest = computed(() =>
    [...of().limits].reduce((most, [modality, limit]) => (limit > most.limit ? { modality, limit } : most), {
      modality: of().modality,
      limit: own.value,
    }),
  )
  const limit = computed(() => {
    if (choice.value === 'fixed') return fixed.value ?? own.value
    return choice.value === 'all' ? strongest.value.limit : own.value
  })
  const words = computed(() => {
    const full = `full colour at ${plainWords(limit.value, of().decimals)}`
    const weaker = choice.value === 'modality' ? weakerWords(own.value, strongest.value) : null
    return weaker === null ? full : `${full}, ${weaker}`
  })
  const fix = (typed: number): void => {
    if (Number.isFinite(typed) && typed > 0) void set({ scaleLimits: { [of().modality]: typed } })
  }
  return { choice, limit, words, fix }
}
