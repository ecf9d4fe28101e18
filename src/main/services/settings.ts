/** Settings of the application: one small JSON file in its folder. */
import { join } from 'node:path'
import { z } from 'zod'
import { settingsSchema, type Settings } from '@shared/settings'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { saveAtomically } from '../store/atomic-write'
import { makePrivateFolder } from '../store/private-folder'
import { toPrettyJson } from '../store/run-store'
import type { ApiService } from './service'
import type { ServiceContext } from './service-context'
import { listRecentStudies } from './recent-studies'
import { measureStorage } from './storage'

const { theme, device, grouping, dates, identity } = settingsSchema.shape

/** On disk a recent study is a path; over the Api it is a handle. */
const storedSchema = z.object({
  ...{ theme, device, grouping, dates, identity },
  recentStudies: z
    .array(z.object({ path: z.string(), name: z.string(), openedAt: z.string().optional() }))
    .default([]),
})

export type StoredSettings = z.output<typeof storedSchema>

const keptStudies = 12
const limitBytes = 2 ** 20

/** Makes the settings service. An unreadable file counts as none: settings are never worth a failure. */
export function createSettings(context: ServiceContext): ApiService['settings'] {
  const { handles } = context
  return {
    get: async () => toSettings(context, await loadSettings(context)),
    set: async ({ recentStudies, ...change }) =>
      inTurn(context, (old) => {
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
        const opened = new Map(old.recentStudies.map((study) => [study.path, study.openedAt]))
        const recent = recentStudies?.map(({ handle, name }) => {
          const path = handles.pathOf(handle)
          return { path, name, openedAt: opened.get(path) }
        })
        return { ...old, ...given, recentStudies: recent ?? old.recentStudies }
      }),
    forget: async ({ handle }) =>
      inTurn(context, (old) => ({
        ...old,
        recentStudies: old.recentStudies.filter(({ path }) => path !== handles.pathOf(handle)),
      })),
    recent: async (_, { signal } = {}) =>
      listRecentStudies(context, (await loadSettings(context)).recentStudies, signal),
    storage: (_, { signal } = {}) => measureStorage(context, signal),
  }
}

/** Puts a study on top of the recent ones. */
export async function addRecentStudy(
  context: ServiceContext,
  study: Settings['recentStudies'][number],
): Promise<void> {
  const path = context.handles.pathOf(study.handle)
  const opened = { path, name: study.name, openedAt: context.clock().toISOString() }
  await inTurn(context, (old) => ({
    ...old,
    recentStudies: [opened, ...old.recentStudies.filter((one) => one.path !== path)].slice(0, keptStudies),
  }))
}

/** One after the other: each change keeps what the one before it wrote. */
const turns = new Map<string, Promise<unknown>>()

async function inTurn(
  context: ServiceContext,
  change: (old: StoredSettings) => StoredSettings,
): Promise<Settings> {
  const mine = (turns.get(context.home) ?? Promise.resolve()).then(async () => {
    const next = change(await loadSettings(context))
    await makePrivateFolder(context.home)
    await saveAtomically(join(context.home, 'settings.json'), toPrettyJson(next))
    return toSettings(context, next)
  })
  // Whoever asked hears of its failure; the next one is made all the same.
  turns.set(
    context.home,
    mine.catch(() => undefined),
  )
  return mine
}

/** As they lie on disk. One key that is wrong does not take the others with it. */
export async function loadSettings({ home }: Pick<ServiceContext, 'home'>): Promise<StoredSettings> {
  const text = await readUtf8(join(home, 'settings.json'), limitBytes).catch(whereRefused('{}'))
  const found = parse(text)
  const known = typeof found === 'object' && found !== null ? Object.entries(found) : []
  const valid = known.filter(
    ([key, value]) => storedSchema.partial().safeParse({ [key]: value as unknown }).success,
  )
  return storedSchema.parse(Object.fromEntries(valid))
}

function toSettings({ handles }: ServiceContext, { recentStudies, ...settings }: StoredSettings): Settings {
  const studies = recentStudies.map(({ path, name }) => ({ handle: handles.grant(path), name }))
  return { ...settings, recentStudies: studies }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
