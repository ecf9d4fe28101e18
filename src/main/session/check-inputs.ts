/** Does the study feed the model what it takes? Everything is checked before anything runs. */
import type { ErrorData } from '@shared/errors'
import { descriptionOf, type FedInput } from '@shared/kinds'
import type { ModelCard } from '@shared/model'
import type { Study, StudyModality } from '@shared/study'
import { nearestName } from '../dataset/nearest-name'
import { kindOf } from '../kinds'
import { checkOutput } from './check-output'
import { isSupportedInput } from './to-ort-tensor'

/** One model input as a modality wants to feed it. */
interface ModalityInput extends FedInput {
  readonly modality: StudyModality
}

/** Lists every problem, and notices about the activation; an empty list means that a run can start. */
export function checkInputs(card: ModelCard, study: Study): ErrorData[] {
  const fed = study.modalities.flatMap(fedInputs)
  const names = new Set(fed.map(({ input }) => input))
  const unfed = card.inputs.filter(({ name }) => !names.has(name))
  return [
    ...fed.flatMap((one) => checkInput(card, one)),
    ...[...names].flatMap((input) => checkOnce(input, fed)),
    ...unfed.map(({ name }): ErrorData => ({ code: 'model/input-unfed', details: { input: name } })),
    ...checkBatch(card),
    ...checkOutput(card, study),
  ]
}

function fedInputs(modality: StudyModality): ModalityInput[] {
  return descriptionOf(modality)
    .inputs(modality)
    .map((fed) => ({ ...fed, modality }))
}

function checkInput(card: ModelCard, { modality, input, makes }: ModalityInput): ErrorData[] {
  const value = card.inputs.find(({ name }) => name === input)
  const where = { modality: modality.name, input }
  if (value === undefined) {
    const known = card.inputs.map(({ name }) => name)
    return [{ code: 'model/input-unknown', details: { ...where, nearest: nearestName(input, known), known } }]
  }
  const kind = kindOf(modality)
  const shape = kind.checkShape(value, modality)
  const rounded = kind.checkWhole(value, modality)
  if (rounded !== null) return [...rounded, ...shape]
  if (takes(value.dtype, makes)) return [...shape]
  const wanted = makes === 'numbers' ? 'decimal numbers' : 'whole numbers'
  return [{ code: 'model/input-dtype', details: { ...where, dtype: value.dtype, wanted } }, ...shape]
}

/** An attention mask may be of any type; ids must stay whole, and the values of a picture must keep their fractions. */
function takes(dtype: string, makes: FedInput['makes']): boolean {
  if (!isSupportedInput(dtype) || makes === 'flags') return isSupportedInput(dtype)
  return makes === 'ids' ? dtype.startsWith('int') : dtype.startsWith('float')
}

function checkOnce(input: string, fed: readonly ModalityInput[]): ErrorData[] {
  const modalities = fed.filter((one) => one.input === input).map(({ modality }) => modality.name)
  return modalities.length < 2 ? [] : [{ code: 'model/input-twice', details: { input, modalities } }]
}

function checkBatch({ fixedBatch, fileName }: ModelCard): ErrorData[] {
  if (fixedBatch === null || fixedBatch === 1) return []
  return [{ code: 'model/fixed-batch', details: { model: fileName, batch: fixedBatch } }]
}
