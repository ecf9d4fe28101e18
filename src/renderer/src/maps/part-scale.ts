/** Which difference gets the full colour of a modality: its own largest, that of all modalities, or one that was typed in. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { effectDecimals, plainWords } from '@shared/words/number-words'
import { weakerWords } from '@shared/words/part-words'
import { useNearestStudyView } from '@/views'

export const scaleChoices = ['modality', 'all', 'fixed'] as const
export type ScaleChoice = (typeof scaleChoices)[number]

export interface PartScale {
  readonly choice: Readonly<Ref<ScaleChoice>>
  readonly choose: (choice: ScaleChoice) => void
  readonly limit: ComputedRef<number>
  /** full colour at 0.118 (1.4 times below ct) */
  readonly words: ComputedRef<string>
  /** Keeps a limit that was typed in, for the study. */
  readonly fix: (limit: number) => void
  /** This modality, all, fixed, and around. */
  readonly next: () => void
}

/** The largest effect of a part, by modality. */
export type PartLimits = ReadonlyMap<string, number>

/** Begins with the limit that is kept for the study, if there is one. */
export function usePartScale(
  of: () => { readonly modality: string; readonly limits: PartLimits },
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
    const full = `full colour at ${plainWords(limit.value, effectDecimals(limit.value))}`
    const weaker = choice.value === 'modality' ? weakerWords(own.value, strongest.value) : null
    return weaker === null ? full : `${full}, ${weaker}`
  })
  const fix = (typed: number): void => {
    if (Number.isFinite(typed) && typed > 0) void set({ scaleLimits: { [of().modality]: typed } })
  }
  const next = (): void => {
    choice.value = scaleChoices[(scaleChoices.indexOf(choice.value) + 1) % scaleChoices.length] ?? 'modality'
  }
  const choose = (one: ScaleChoice): void => {
    choice.value = one
  }
  return { choice, limit, words, choose, fix, next }
}
