/** What is remembered of a choice: for a model on this machine, which device, path, masks per run and workers were fastest. */
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { whereRefused } from '@shared/expected-failure'
import { deviceNames, runPaths } from '@shared/study'
import { readUtf8 } from '../files/read-bytes'
import { isJoint } from '../maskers/joint-masker'
import { sessionOptions } from '../run/session-options'
import { machineKey } from '../session/devices/machine-key'
import { saveAtomically } from '../store/atomic-write'
import { parseJson } from '../store/parse-record'
import { makePrivateFolder } from '../store/private-folder'
import { toPrettyJson } from '../store/run-store'
import type { ChosenPath } from './choose-path'
import type { KnownWorkers } from './choose-workers'
import type { Question } from './question'

export const rememberedPathSchema = z.object({
  path: z.enum(runPaths),
  device: z.enum(deviceNames),
  /** Masks per forward pass. */
  batchSize: z.number().int().positive(),
  notTried: z.array(z.enum([...runPaths, ...deviceNames])).default([]),
  workers: z.number().int().positive().nullable().default(null).describe('cases at once; null: not tried'),
  secondsAlone: z.number().nullable().default(null).describe('of a case with reading it, one at a time'),
})

export type RememberedPath = z.output<typeof rememberedPathSchema>

const fileSchema = z.object({
  format: z.literal(1),
  paths: z.array(rememberedPathSchema.extend({ key: z.string() })).describe('the newest last'),
})

/** More models than one machine sees in a while. */
const mostRemembered = 200

/** What was fastest for the same question before; `home` is the folder of the application. */
export async function recall(home: string, question: Question): Promise<RememberedPath | null> {
  return recallPath(memoryFile(home), await memoryKey(question))
}

/** Remembers what was chosen, or forgets what was chosen before where nobody can be sure: then the next run tries all again and says so again. */
export async function remember(home: string, question: Question, chosen: ChosenPath): Promise<void> {
  const { choice, path, batchSize } = chosen
  const isWrong = choice.trials.some(({ refused }) => refused?.code === 'run/path-differs')
  if (choice.path === 'plain' || isWrong) return forget(home, question)
  await rememberPath(memoryFile(home), await memoryKey(question), {
    ...{
      path: path.name,
      device: choice.device?.device ?? 'cpu',
      batchSize,
      workers: null,
      secondsAlone: null,
    },
    notTried: choice.notTried,
  })
}

/** Remembers how many cases at once were fastest, beside the path that is remembered; without one, nothing. */
export async function rememberWorkers(
  home: string,
  question: Question,
  { count: workers, secondsAlone }: KnownWorkers,
): Promise<void> {
  const key = await memoryKey(question)
  const known = await recallPath(memoryFile(home), key)
  if (known === null || (known.workers === workers && known.secondsAlone === secondsAlone)) return
  await rememberPath(memoryFile(home), key, { ...known, workers, secondsAlone })
}

/** Forgets what was chosen for a question: its outputs turned out to be wrong, or its process ended by itself. */
export async function forget(home: string, question: Question): Promise<void> {
  await forgetPath(memoryFile(home), await memoryKey(question))
}

function memoryFile(home: string): string {
  return join(home, 'paths.json')
}

/** What the speed of a path hangs on: machine, model, sizes of the case, parts, settings, and how long the run is. */
async function memoryKey({ prepared, occluded, unlike = null, batchSize }: Question): Promise<string> {
  const { card, settings, cases } = prepared
  const facts = {
    machine: await machineKey(),
    model: card.sha256,
    tensors: [...occluded.original.modalities.values()].flatMap(({ tensors }) =>
      [...tensors].map(([name, { dims }]) => [name, dims]),
    ),
    isMixed: unlike !== null,
    parts: occluded.maskers.map((masker) => [masker.name, isJoint(masker) ? null : masker.words]),
    settings: [settings.device, sessionOptions(prepared).threads, batchSize],
    // A path that pays off its opening over many cases may not do so over a few.
    caseDigits: String(cases.length).length,
  }
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

/** Null when nothing is remembered for the key, or the file cannot be read. */
export async function recallPath(file: string, key: string): Promise<RememberedPath | null> {
  const found = (await loadPaths(file)).find((one) => one.key === key)
  return found === undefined ? null : rememberedPathSchema.parse(found)
}

/** A folder that cannot be written to is no failure: it is measured again. */
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

async function forgetPath(file: string, key: string): Promise<void> {
  const all = await loadPaths(file)
  const paths = all.filter((one) => one.key !== key)
  if (paths.length === all.length) return
  await saveAtomically(file, toPrettyJson({ format: 1, paths })).catch(whereRefused(undefined))
}

async function loadPaths(file: string): Promise<z.output<typeof fileSchema>['paths']> {
  const text = await readUtf8(file).catch(whereRefused(''))
  return fileSchema.safeParse(parseJson(text)).data?.paths ?? []
}
