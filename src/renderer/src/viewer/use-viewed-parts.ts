/** The parts of a picture as its planes need them: where they lie, which are strongest, which one is chosen. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { type GridLayout, type LabelsLayout } from '@shared/part'
import { boxWords, partBoxes } from '@shared/picture/part-box'
import { createPartsAt, type PartsAt } from '@shared/picture/part-at'
import { partCentre } from '@shared/picture/part-centre'
import type { Voxel } from '@shared/picture/planes'
import { shownPartNames } from '@shared/words/part-words'
import type { ViewedParts } from './viewed-parts'

export interface PlacedParts {
  readonly layout: ComputedRef<GridLayout | LabelsLayout | null>
  readonly partsAt: ComputedRef<PartsAt | null>
  readonly boxes: ComputedRef<ReturnType<typeof partBoxes>>
  readonly names: ComputedRef<readonly string[]>
  /** Parts by the size of their value. */
  readonly ranked: ComputedRef<readonly number[]>
  /** The strongest of those that change anything. */
  readonly marked: ComputedRef<readonly number[]>
  /** Of labels: which of them a part is; null for the rest and for boxes. */
  readonly outlined: ComputedRef<readonly (number | null)[]>
  /** The strongest one until another is chosen. */
  readonly chosen: Ref<number | null>
  readonly centreOf: (part: number) => Voxel | null
  /** Its box in the patient; empty where that is not known. */
  readonly placeWords: (part: number, affineLps: readonly number[] | null) => string
}

const mostMarked = 5

export function usePlacedParts(parts: () => ViewedParts | null): PlacedParts {
  const layout = computed(() => {
    const found = parts()?.layout
    return found?.kind === 'grid' || found?.kind === 'labels' ? found : null
  })
  const partsAt = computed(() => (layout.value === null ? null : createPartsAt(layout.value)))
  const boxes = computed(() => (layout.value === null ? [] : partBoxes(layout.value)))
  const names = computed(() => (layout.value === null ? [] : shownPartNames(layout.value)))
  const ranked = computed(() =>
    (parts()?.map?.values ?? [])
      .map((value, part) => ({ size: Math.abs(value), part }))
      .toSorted((a, b) => b.size - a.size)
      .map(({ part }) => part),
  )
  const marked = computed(() =>
    ranked.value.slice(0, mostMarked).filter((part) => (parts()?.map?.values[part] ?? 0) !== 0),
  )
  const outlined = computed(() =>
    layout.value?.kind === 'labels'
      ? layout.value.labels.map(({ value }, part) => (value === null ? null : part))
      : [],
  )
  const chosen = ref<number | null>(null)
  watch(
    ranked,
    (now) => {
      chosen.value = now[0] ?? null
    },
    { immediate: true },
  )
  return {
    ...{ layout, partsAt, boxes, names, ranked, marked, outlined, chosen },
    centreOf: (part) => (layout.value === null ? null : partCentre(layout.value, part)),
    placeWords: (part, affineLps) => {
      const box = boxes.value[part] ?? null
      return box === null || affineLps === null ? '' : boxWords(box, affineLps)
    },
  }
}
