/** What happens to files that somebody drops or chooses, wherever in the application. */
import { useRouter } from 'vue-router'
import type { ChosenFile } from '@shared/host'
import { useApi, useHost } from '@/api/use-api'
import { useMessages } from '@/messages'
import { useNewStudy } from './new-study'

export interface OpenFiles {
  readonly take: (files: readonly ChosenFile[]) => Promise<void>
  readonly drop: (dropped: readonly File[]) => Promise<void>
}

/** A study file opens its set-up; a model and a table meet on the start page. */
export function useOpenFiles(): OpenFiles {
  const api = useApi()
  const host = useHost()
  const router = useRouter()
  const messages = useMessages()
  const study = useNewStudy()
  const take = async (files: readonly ChosenFile[]): Promise<void> => {
    for (const file of files) {
      const taken = await study.take(file)
      if (taken.kind === 'study') {
        await router.push({ name: 'setup', params: { handle: taken.handle } })
        return
      }
      if (taken.kind === 'other')
        messages.say(
          `${file.name} is no model (.onnx), table (.csv, .tsv, .xlsx) or study (.yaml).`,
          'Drop a model and its table together, or scan a folder of images.',
        )
    }
    if (files.length > 0) await router.push({ name: 'start' })
  }
  /** A browser does not say where a dropped file lies: it is looked for by its name and size. */
  const find = async ({ name, size }: File): Promise<ChosenFile | null> => {
    const answer = await messages.attempt(() => api.files.find({ name, size }))
    if (answer === null) return null
    const [first, ...others] = answer.found
    if (first === undefined) {
      messages.say(
        `A browser does not tell where ${name} lies, and no file of this name and size is in the folders that this host may look into.`,
        'Choose it with Choose files, or start modalens serve with --root FOLDER.',
      )
      return null
    }
    if (others.length > 0)
      messages.say(
        `${name} is there ${answer.found.length} times; the one in ${first.path} was taken.`,
        'Choose another one with Choose files.',
      )
    return { handle: first.handle, name: first.name }
  }
  return {
    take,
    drop: async (dropped) => {
      const found: ChosenFile[] = []
      for (const one of dropped) {
        const file = (await host.fileOf(one)) ?? (host.kind === 'browser' ? await find(one) : null)
        if (file !== null) found.push(file)
      }
      await take(found)
    },
  }
}
