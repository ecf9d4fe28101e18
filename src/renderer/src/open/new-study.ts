/** A model and a table on their way to a study: dropped or chosen, in any order. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Draft } from '@shared/draft'
import type { ModelCard } from '@shared/model'
import { fileKind, type FileKind } from '@shared/file-kind'
import type { ChosenFile } from '@shared/host'
import { toErrorData, type ErrorData } from '@shared/errors'
import { useApi } from '@/api/use-api'
import { useMessages } from '@/messages'

export interface ChosenModel extends ChosenFile {
  /** Null where the model could not be read. */
  readonly card: ModelCard | null
  /** Why it could not be read. */
  readonly problem: ErrorData | null
}

/** What became of a file. */
export type Taken =
  { readonly kind: Exclude<FileKind, 'study'> } | { readonly kind: 'study'; readonly handle: string }

export const useNewStudy = defineStore('new study', () => {
  const api = useApi()
  const messages = useMessages()
  const model = shallowRef<ChosenModel | null>(null)
  const table = shallowRef<ChosenFile | null>(null)
  const isBusy = ref(false)

  /** A later file of the same kind takes the place of the one before. */
  async function take(file: ChosenFile): Promise<Taken> {
    const kind = fileKind(file.name)
    if (kind === 'study') return { kind, handle: file.handle }
    if (kind === 'table') table.value = file
    if (kind === 'model') {
      isBusy.value = true
      model.value = await api.models.inspect({ handle: file.handle }).then(
        (card) => ({ ...file, card, problem: null }),
        (thrown: unknown) => ({ ...file, card: null, problem: toErrorData(thrown, 'model') }),
      )
      isBusy.value = false
    }
    return { kind }
  }
  /** The study file that is drafted from both; null where one is missing or it failed. */
  async function begin(): Promise<Draft | null> {
    const [first, second] = [model.value, table.value]
    if (first === null || second === null) return null
    isBusy.value = true
    const draft = await messages.attempt(() =>
      api.drafts.begin({ model: first.handle, table: second.handle }),
    )
    isBusy.value = false
    if (draft !== null) forget()
    return draft
  }
  function forget(): void {
    model.value = null
    table.value = null
  }
  return { model, table, isBusy, take, begin, forget }
})
