/** What is chosen in the list becomes what the study takes for a run: written into its file, whose comments stay. */
import { shallowRef, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { CaseListing } from '@shared/case-filter'
import type { StudySummary } from '@shared/dataset'
import { useApi } from '@/api/use-api'
import { useMessages } from '@/messages'
import { conditionsOf, type SelectedCases } from './case-selection'

export interface InRun {
  readonly isWriting: Readonly<ShallowRef<boolean>>
  /** Takes these ids, or where there are none all that the list shows, and leads to the run. */
  readonly use: (ids: readonly string[], listing: CaseListing) => Promise<void>
}

export function useInRun(study: StudySummary): InRun {
  const api = useApi()
  const messages = useMessages()
  const router = useRouter()
  const isWriting = shallowRef(false)
  const { studyId } = study
  const selected = async (ids: readonly string[], listing: CaseListing): Promise<SelectedCases> => {
    if (ids.length > 0) return { ids: [...ids] }
    const byFilter = conditionsOf(listing.filter, study.study.dataset.split ?? null)
    return byFilter ?? { ids: (await api.datasets.ids({ studyId, listing })).ids }
  }
  const write = async (ids: readonly string[], listing: CaseListing): Promise<string | null> => {
    const value = await selected(ids, listing)
    const { handle } = await api.drafts.ofStudy({ studyId })
    const edit = { path: ['run', 'cases'], value: JSON.parse(JSON.stringify(value)) as never }
    return (await api.drafts.change({ handle, edits: [edit] })).studyId
  }
  return {
    isWriting,
    use: async (ids, listing) => {
      isWriting.value = true
      const next = await messages.attempt(() => write(ids, listing))
      isWriting.value = false
      if (next !== null) await router.push({ name: 'study', params: { studyId: next } })
    },
  }
}
