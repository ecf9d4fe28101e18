/** The filter and order of the list on the page, remembered for this window as long as the study is the same. */
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import {
  everyCase,
  isEveryCase,
  type CaseFilter,
  type CaseFlag,
  type CaseListing,
  type CaseOrder,
} from '@shared/case-filter'
import type { CaseCondition } from '@shared/study/case-conditions'
import { caseFlagNames, conditionWords, listingWords } from '@shared/words/case-filter-words'
import { keepCaseList, keptListing } from '@/case-page'

/** One filter that can be taken away. */
export interface Chip {
  readonly words: string
  readonly without: CaseFilter
}

export interface ListingState {
  readonly filter: Readonly<ShallowRef<CaseFilter>>
  readonly order: Readonly<ShallowRef<CaseOrder | null>>
  readonly listing: ComputedRef<CaseListing>
  readonly chips: ComputedRef<readonly Chip[]>
  readonly isFiltered: ComputedRef<boolean>
  readonly set: (filter: CaseFilter) => void
  readonly add: (condition: CaseCondition) => void
  readonly toggleFlag: (flag: CaseFlag) => void
  /** First smallest first, then largest first, then as in the table. */
  readonly sortBy: (column: string) => void
}

export function useListing(studyId: string): ListingState {
  const kept = keptListing(studyId)?.listing
  const filter = shallowRef<CaseFilter>(kept?.filter ?? everyCase)
  const order = shallowRef<CaseOrder | null>(kept?.order ?? null)
  const listing = computed(() => ({ filter: filter.value, order: order.value }))
  watch(listing, (now) => {
    keepCaseList({ studyId }, { name: listingWords(now), listing: now })
  })
  const chips = computed<Chip[]>(() => {
    const { conditions, flags, isSelected } = filter.value
    return [
      ...conditions.map((one) => ({
        words: conditionWords(one),
        without: { ...filter.value, conditions: conditions.filter((other) => other !== one) },
      })),
      ...flags.map((one) => ({
        words: caseFlagNames[one],
        without: { ...filter.value, flags: flags.filter((other) => other !== one) },
      })),
      ...(isSelected === null
        ? []
        : [
            {
              words: isSelected ? 'in the run' : 'not in the run',
              without: { ...filter.value, isSelected: null },
            },
          ]),
    ]
  })
  const set = (next: CaseFilter): void => {
    filter.value = next
  }
  return {
    ...{ filter, order, listing, chips, set },
    isFiltered: computed(() => !isEveryCase(filter.value)),
    add: (condition) => {
      // A second range or choice of a column takes the place of the first.
      const others = filter.value.conditions.filter(({ column }) => column !== condition.column)
      set({ ...filter.value, conditions: [...others, condition] })
    },
    toggleFlag: (flag) => {
      const { flags } = filter.value
      const next = flags.includes(flag) ? flags.filter((one) => one !== flag) : [...flags, flag]
      set({ ...filter.value, flags: next })
    },
    sortBy: (column) => {
      const now = order.value
      if (now?.column !== column) order.value = { column, isDescending: false }
      else order.value = now.isDescending ? null : { column, isDescending: true }
    },
  }
}
