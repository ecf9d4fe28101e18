/** Files beside a model and its table -> what they say of its preprocessing, each as a change of the study that a person may take. */
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'
import type { DraftHint } from '@shared/draft'
import { unlessBug } from '@shared/expected-failure'
import type { ModelCard } from '@shared/model'
import { imageStepSchema, stepSchema } from '@shared/study/steps'
import { toPosix } from '../../dataset/draft-names'
import { readUtf8 } from '../../files/read-bytes'
import { countOutputs } from '../draft-outputs'
import { isMapping } from '../plain-edit'
import { readHuggingFace } from './hugging-face'
import { readMetadata, readOutputNames, toNames, type Metadata } from './model-metadata'
import { readMonaiInference, readMonaiMetadata } from './monai'
import { readNnunetDataset, readNnunetPlans } from './nnunet'
import { wordsOf, type PictureTarget, type ToldSteps } from './told-steps'

export interface HintQuestion {
  /** Plain data of the study. */
  readonly study: unknown
  readonly modelPath: string
  /** Null where the study names no table. */
  readonly tablePath: string | null
  readonly card: ModelCard
  /** metadata_props of the model. */
  readonly metadata: Metadata
}

type Reader = (data: unknown, target: PictureTarget) => ToldSteps | null

const readers: Readonly<Record<string, Reader>> = {
  'preprocessor_config.json': readHuggingFace,
  'inference.json': readMonaiInference,
  'metadata.json': readMonaiMetadata,
  'plans.json': readNnunetPlans,
  'dataset.json': readNnunetDataset,
}

const ranks: ReadonlyMap<string, PictureTarget['rank']> = new Map([
  ['image', 2],
  ['volume', 3],
])

const limitBytes = 4 * 2 ** 20

/** Lists what is said, the model itself last. A file that cannot be read, or is another one of the same name, says nothing. */
export async function findHints(question: HintQuestion): Promise<DraftHint[]> {
  const { modelPath, metadata } = question
  const targets = findTargets(question)
  const hints: DraftHint[] = []
  for (const path of placesOf(question)) {
    const data = await readJson(path)
    const read = readers[basename(path)]
    if (data === undefined) continue
    const source = toPosix(relative(dirname(modelPath), path))
    if (read !== undefined)
      hints.push(...targets.flatMap((target) => toHint(source, target, read(data, target))))
    else hints.push(...outputHint(source, labelsOf(data, question.card)))
  }
  const source = `metadata of ${basename(modelPath)}`
  return [
    ...hints,
    ...targets.flatMap((target) => toHint(source, target, readMetadata(metadata, target))),
    ...outputHint(source, readOutputNames(metadata, countOutputs(question.card.outputs[0]))),
  ]
}

/** Beside the model, above it and in the configs of its bundle; beside the table. */
function placesOf({ modelPath, tablePath }: HintQuestion): string[] {
  const own = dirname(modelPath)
  const above = dirname(own)
  const folders = [
    own,
    join(own, 'configs'),
    above,
    join(above, 'configs'),
    ...(tablePath === null ? [] : [dirname(tablePath)]),
  ]
  const names = [...Object.keys(readers), 'config.json']
  return [...new Set(folders)].flatMap((folder) => names.map((name) => join(folder, name)))
}

async function readJson(path: string): Promise<unknown> {
  const text = await readUtf8(path, limitBytes).catch(unlessBug(null))
  if (text === null) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Names of classes in config.json of Hugging Face. */
function labelsOf(data: unknown, { outputs }: ModelCard): string[] | null {
  const labels = isMapping(data) ? data['id2label'] : undefined
  if (!isMapping(labels)) return null
  const names = toNames(labels)
  const count = countOutputs(outputs[0])
  return count === null || count === names.length ? names : null
}

function toHint(source: string, target: PictureTarget, told: ToldSteps | null): DraftHint[] {
  if (told === null) return []
  const words = wordsOf(told)
  if (words === '') return []
  const schema = target.rank === 2 ? imageStepSchema : stepSchema
  const isWhole = told.steps.length > 0 && told.steps.every((step) => schema.safeParse(step).success)
  const value = z.json().parse(told.steps)
  const edits = !isWhole ? [] : [{ path: ['modalities', target.index, 'steps'], value }]
  return [{ source, modality: target.name, words, edits }]
}

function outputHint(source: string, names: readonly string[] | null): DraftHint[] {
  if (names === null) return []
  const words = `The outputs are ${names.join(', ')}, in this order.`
  return [{ source, modality: null, words, edits: [{ path: ['outputs', 'names'], value: [...names] }] }]
}

function findTargets({ study, card }: HintQuestion): PictureTarget[] {
  const modalities =
    isMapping(study) && Array.isArray(study['modalities']) ? (study['modalities'] as unknown[]) : []
  return modalities.flatMap((modality, index) => {
    if (!isMapping(modality)) return []
    const { name, kind, input, layout = 'channels-first' } = modality
    const rank = typeof kind === 'string' ? ranks.get(kind) : undefined
    if (typeof name !== 'string' || typeof input !== 'string' || rank === undefined) return []
    const dims = card.inputs.find((one) => one.name === input)?.dims.slice(1) ?? []
    const lengths = dims.map((dim) => (typeof dim === 'number' ? dim : null))
    return [{ index, name, input, rank, ...axesOf(lengths, layout) }]
  })
}

function axesOf(
  lengths: readonly (number | null)[],
  layout: unknown,
): Pick<PictureTarget, 'channels' | 'spatial'> {
  if (layout === 'no-channels') return { channels: null, spatial: lengths }
  return layout === 'channels-last'
    ? { channels: lengths.at(-1) ?? null, spatial: lengths.slice(0, -1) }
    : { channels: lengths[0] ?? null, spatial: lengths.slice(1) }
}
