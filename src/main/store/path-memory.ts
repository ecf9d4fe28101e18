/** Which device, path and batch were fastest for a model on this machine, kept beside the runs. */
import { dirname } from 'node:path'
import { z } from 'zod'
import { deviceNames, runPaths } from '@shared/study'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { saveAtomically } from './atomic-write'
import { parseJson } from './parse-record'
import { makePrivateFolder } from './private-folder'
import { toPrettyJson } from './run-store'

export const rememberedPathSchema = z.object({
  path: z.enum(runPaths),
  device: z.enum(deviceNames),
  /** Masks per forward pass. */
  batchSize: z.number().int().positive(),
  workers: z.number().int().positive().nullable().default(null).describe('cases at once; null: not tried'),
})

export type RememberedPath = z.output<typeof rememberedPathSchema>

const fileSchema = z.object({
  format: z.literal(1),
  paths: z.array(rememberedPathSchema.extend({ key: z.string() })).describe('the newest last'),
})

/** More models than one machine sees in a while. */
const mostRemembered = 200

/** Null when nothing is remembered for the key, or the file cannot be read. */
export async function recallPath(file: string, key: string): Promise<RememberedPath | null> {
  const found = (await loadPaths(file)).find((one) => one.key === key)
  return found === undefined ? null : rememberedPathSchema.parse(found)
}

/** Remembers what was taken. A folder that cannot be written to is no failure: it is measured again. */
export async function rememberPath(file: string, key: string, taken: RememberedPath): Promise<void> {
  const others = (await loadPaths(file)).filter((one) => one.key !== key)
  const paths = [...others, { ...taken, key }].slice(-mostRemembered)
  try {
    await makePrivateFolder(dirname(file))
    await saveAtomically(file, toPrettyJson({ format: 1, paths }))
  } catch (thrown) {
    whereRefused(undefined)(thrown)
  }
}

/** Forgets what was remembered for a key: it gave other outputs than the plain path. */
export async function forgetPath(file: string, key: string): Promise<void> {
  const all = await loadPaths(file)
  const paths = all.filter((one) => one.key !== key)
  if (paths.length === all.length) return
  await saveAtomically(file, toPrettyJson({ format: 1, paths })).catch(whereRefused(undefined))
}

async function loadPaths(file: string): Promise<z.output<typeof fileSchema>['paths']> {
  const text = await readUtf8(file).catch(whereRefused(''))
  return fileSchema.safeParse(parseJson(text)).data?.paths ?? []
}
