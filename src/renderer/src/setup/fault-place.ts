/** The place of a study file that a fault of model, table or files is about. */
import type { KeyPath } from '@shared/draft'
import type { ErrorData } from '@shared/errors'
import { isRecord } from './form/schema-shape'
import { listAt } from './key-path'

/** What of a modality a fault means by its code, longest beginnings first. */
const keyOfCode: readonly (readonly [code: string, key: string])[] = [
  ['model/input-width', 'attributes'],
  ['model/whole-encoding', 'attributes'],
  ['model/whole-replacement', 'replacement'],
  ['model/', 'input'],
  ['masker/no-cohort', 'replacement'],
  ['masker/cohort', 'replacement'],
  ['masker/no-donor', 'replacement'],
  ['masker/donor', 'replacement'],
  ['masker/blur', 'replacement'],
  ['masker/channel', 'channelGroups'],
  ['masker/', 'parts'],
  ['labels/', 'parts'],
  ['text/', 'tokenizer'],
  ['table/', 'source'],
  ['file/', 'source'],
  ['dicom/', 'source'],
  ['image/', 'source'],
  ['nifti/', 'source'],
  ['signal/', 'source'],
  ['tensor/', 'steps'],
]

const ofOutputs = ['model/activation-twice', 'model/logits']
const ofTensor = ['model/no-output', 'session/no-output', 'session/output-needed']
const ofIds = ['table/id-twice', 'table/no-id', 'table/long-id']
const ofOutputNames = ['session/output-count', 'session/output-shape']

/** Null where no single place is meant. `of`: the modality that was read when it appeared. */
export function faultPlace({ code, details }: ErrorData, study: unknown, of?: string): KeyPath | null {
  const known: Readonly<Record<string, unknown>> = { ...details }
  if (ofOutputs.includes(code)) return ['outputs', 'activation']
  if (ofTensor.includes(code)) return ['outputs', 'tensor']
  if (ofOutputNames.includes(code)) return ['outputs', 'names']
  if (typeof known['key'] === 'string') return toPath(known['key'], study)
  const modalities = listAt(study, ['modalities'])
  const told = known['modality'] ?? of
  // Two that feed one input: the later one is what somebody sees as new.
  const named = Array.isArray(known['modalities']) ? (known['modalities'].at(-1) as unknown) : told
  const place = modalities.findIndex((one) => isRecord(one) && one['name'] === named)
  if (place !== -1) {
    const modality = modalities[place]
    return ['modalities', place, ...keyOf(code, known, modality)]
  }
  if (code === 'model/input-unfed') return ['modalities']
  if (code.startsWith('model/')) return ['model']
  if (ofIds.includes(code)) return ['dataset', 'id']
  if (code.startsWith('table/')) return 'sheet' in known ? ['dataset', 'sheet'] : ['dataset', 'table']
  return null
}

/** Nothing where the modality has no such key. */
function keyOf(code: string, known: Readonly<Record<string, unknown>>, modality: unknown): KeyPath {
  const key = 'attribute' in known ? 'attributes' : keyOfCode.find(([start]) => code.startsWith(start))?.[1]
  const value = key !== undefined && isRecord(modality) ? modality[key] : undefined
  if (key === undefined || value === undefined) return []
  // A file that is not there is named by its column.
  const isOfCell = code.startsWith('file/') || code.startsWith('table/')
  return key === 'source' && isOfCell && isRecord(value) && 'column' in value ? [key, 'column'] : [key]
}

/** modalities.image.source.column -> its path; lists are called by the names of their items. */
function toPath(key: string, study: unknown): KeyPath | null {
  let here = study
  const path: (string | number)[] = []
  for (const word of key.split('.')) {
    const list = Array.isArray(here) ? (here as readonly unknown[]) : null
    const index = list?.findIndex((one) => isRecord(one) && one['name'] === word) ?? -1
    const step = list === null ? word : index === -1 ? Number(word) : index
    if (typeof step === 'number' && !Number.isInteger(step)) break
    path.push(step)
    here = list !== null ? list[Number(step)] : isRecord(here) ? here[word] : undefined
  }
  return path.length === 0 ? null : path
}
