/** Up to which difference the colours of a map go: of this modality, of all, or a limit that is kept in the study. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { ColourScale } from '@shared/charts/colour-scale'
import { useNearestStudyView } from '@/views'
import type { PartMap } from './viewed-parts'

export type ScaleChoice = 'modality' | 'all' | 'fixed'

export interface MapScale {
  readonly choice: Readonly<Ref<ScaleChoice>>
  readonly scale: ComputedRef<ColourScale | null>
  readonly limits: ComputedRef<{ readonly own: number; readonly all: number }>
  readonly choose: (choice: ScaleChoice) => void
  readonly next: () => void
  /** Keeps a limit that was typed in. */
  readonly fix: (limit: number) => void
}

const order: readonly ScaleChoice[] = ['modality', 'all', 'fixed']

/** Begins with the limit that was typed in for the modality, else with its own. */
export function useMapScale(map: () => PartMap | null, modality: () => string): MapScale {
  const study = useNearestStudyView()
  const chosen = ref<ScaleChoice | null>(null)
  const kept = computed(() => study.view.value.scaleLimits[modality()])
  const choice = computed(() => chosen.value ?? (kept.value === undefined ? 'modality' : 'fixed'))
  const limits = computed(() => ({
    own: Math.max(0, ...(map()?.values ?? []).map(Math.abs)),
    all: map()?.scale.limit ?? 0,
  }))
  const limitOf = (): number => {
    if (choice.value === 'all') return limits.value.all
    return choice.value === 'fixed' ? (kept.value ?? limits.value.own) : limits.value.own
  }
  const scale = computed<ColourScale | null>(() => {
    const found = map()
    return found === null ? null : { kind: found.scale.kind, limit: limitOf() }
  })
  const choose = (one: ScaleChoice): void => {
    chosen.value = one
    // A limit is kept for comparisons; another scale lets go of it.
    if (one !== 'fixed' && kept.value !== undefined) void study.set({ scaleLimits: { [modality()]: null } })
  }
  return {
    ...{ choice, scale, limits, choose },
    next: () => {
      choose(order[(order.indexOf(choice.value) + 1) % order.length] ?? 'modality')
    },
    fix: (limit) => {
      chosen.value = 'fixed'
      void study.set({ scaleLimits: { [modality()]: limit } })
    },
  }
}
