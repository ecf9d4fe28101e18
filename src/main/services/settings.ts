/** Settings of the application: one small JSON file in its folder. */
import { join } from 'node:path'
import { z } from 'zod'
import { settingsSchema, type Settings } from '@shared/api'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { saveAtomically } from '../store/atomic-write'
import { makePrivateFolder } from '../store/private-folder'
import { toPrettyJson } from '../store/run-store'
import type { ApiService } from './service'
import type { ServiceContext } from './service-context'

/** On disk a recent study is a path; over the Api it is a handle. */
const storedSchema = z.object({
  theme: settingsSchema.shape.theme,
  recentStudies: z.array(z.object({ path: z.string(), name: z.string() })).default([]),
})

const keptStudies = 8
const limitBytes = 2 ** 20

/** Makes the settings service. An unreadable file counts as none: settings are never worth a failure. */
export function createSettings(context: ServiceContext): ApiService['settings'] {
  return {
    get: () => loadSettings(context),
    set: async (change) => {
      const old = await loadSettings(context)
      const settings = {
        theme: change.theme ?? old.theme,
        recentStudies: change.recentStudies ?? old.recentStudies,
      }
      await saveSettings(context, settings)
      return settings
    },
  }
}

/** Puts a study on top of the recent ones. */
export async function addRecentStudy(
  context: ServiceContext,
  study: Settings['recentStudies'][number],
): Promise<void> {
  const settings = await loadSettings(context)
  const others = settings.recentStudies.filter(({ handle }) => handle !== study.handle)
  await saveSettings(context, { ...settings, recentStudies: [study, ...others].slice(0, keptStudies) })
}

async function loadSettings({ home, handles }: ServiceContext): Promise<Settings> {
  const text = await readUtf8(join(home, 'settings.json'), limitBytes).catch(whereRefused('{}'))
  const { theme, recentStudies } = storedSchema.safeParse(parse(text)).data ?? storedSchema.parse({})
  const studies = recentStudies.map(({ path, name }) => ({ handle: handles.grant(path), name }))
  return { theme, recentStudies: studies }
}

async function saveSettings({ home, handles }: ServiceContext, settings: Settings): Promise<void> {
  const recentStudies = settings.recentStudies.map(({ handle, name }) => ({
    path: handles.pathOf(handle),
    name,
  }))
  await makePrivateFolder(home)
  await saveAtomically(join(home, 'settings.json'), toPrettyJson({ theme: settings.theme, recentStudies }))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
