/** 7 of 10: does the study feed the model what it takes? Everything is checked before anything runs. */
import type { ErrorData } from '@shared/errors'
import type { ModelCard, ModelValue } from '@shared/model'
import type { Study, StudyModality } from '@shared/study'
import { nearestName } from '../dataset/nearest-name'
import { tabularColumns } from '../tensors/tabular-columns'
import { chooseOutput } from './output-rows'
import { isSupportedInput } from './to-ort-tensor'
import { toErrorData } from '@shared/errors'

/** One model input as a modality wants to feed it. */
interface FedInput {
  readonly modality: StudyModality
  readonly input: string
  readonly ids: boolean
}

/** Lists every problem, and notices about the activation; an empty list means that a run can start. */
export function checkInputs(card: ModelCard, study: Study): ErrorData[] {
  const fed = study.modalities.flatMap(fedInputs)
  const names = new Set(fed.map(({ input }) => input))
  const unfed = card.inputs.filter(({ name }) => !names.has(name))
  return [
    ...fed.flatMap((one) => checkInput(card, one)),
    ...unfed.map(({ name }): ErrorData => ({ code: 'model/input-unfed', details: { input: name } })),
    ...checkBatch(card),
    ...checkOutput(card, study),
  ]
}

function fedInputs(modality: StudyModality): FedInput[] {
  const ids = modality.kind === 'text'
  const extra = ids ? [modality.attentionMask, modality.tokenTypeIds] : []
  return [modality.input, ...extra].flatMap((input) =>
    input === undefined ? [] : [{ modality, input, ids }],
  )
}

function checkInput(card: ModelCard, { modality, input, ids }: FedInput): ErrorData[] {
  const value = card.inputs.find(({ name }) => name === input)
  const where = { modality: modality.name, input }
  if (value === undefined) {
    const known = card.inputs.map(({ name }) => name)
    return [{ code: 'model/input-unknown', details: { ...where, nearest: nearestName(input, known), known } }]
  }
  const wanted = ids ? 'whole numbers' : 'decimal numbers'
  const dtypeFits = isSupportedInput(value.dtype) && value.dtype.startsWith('int') === ids
  return [
    ...(dtypeFits
      ? []
      : [{ code: 'model/input-dtype', details: { ...where, dtype: value.dtype, wanted } } as const]),
    ...checkRank(value, modality, where),
    ...checkWidth(value, modality, where),
  ]
}

/** Axes that a modality makes, with the batch. */
function rankOf(modality: StudyModality): number {
  if (modality.kind === 'text' || modality.kind === 'tabular') return 2
  return (modality.kind === 'volume' ? 4 : 3) + (modality.layout === 'no-channels' ? 0 : 1)
}

type Where = Readonly<{ modality: string; input: string }>

function checkRank({ dims }: ModelValue, modality: StudyModality, where: Where): ErrorData[] {
  const wanted = rankOf(modality)
  // A record may also feed fixed axes of length 1; the tensor maker checks those.
  if (dims.length === wanted || modality.kind === 'tabular') return []
  const words = dims.map((length) => length ?? '?').join(' x ')
  return [{ code: 'model/input-rank', details: { ...where, rank: dims.length, wanted, dims: words } }]
}

function checkWidth({ dims }: ModelValue, modality: StudyModality, where: Where): ErrorData[] {
  const wanted = dims.at(-1)
  if (modality.kind !== 'tabular' || typeof wanted !== 'number' || dims.length !== 2) return []
  const found = tabularColumns(modality).reduce((sum, { columns }) => sum + columns.length, 0)
  return found === wanted ? [] : [{ code: 'model/input-width', details: { ...where, found, wanted } }]
}

function checkBatch({ fixedBatch, fileName }: ModelCard): ErrorData[] {
  if (fixedBatch === null || fixedBatch === 1) return []
  return [{ code: 'model/fixed-batch', details: { model: fileName, batch: fixedBatch } }]
}

/** The output must exist; how the graph ends is compared with what the study applies. */
function checkOutput(card: ModelCard, { outputs }: Study): ErrorData[] {
  try {
    const name = chooseOutput(card, outputs)
    const output = card.outputs.find((one) => one.name === name)
    const inGraph = output?.activationInGraph ?? 'none'
    const isLabel = outputs.kind === 'multi-label' || outputs.kind === 'multi-class'
    if (inGraph !== 'none' && outputs.activation !== 'none') {
      return [
        { code: 'model/activation-twice', details: { output: name, inGraph, applied: outputs.activation } },
      ]
    }
    if (inGraph === 'none' && outputs.activation === 'none' && isLabel && outputs.space === 'output') {
      const lastOperator = output?.lastOperator ?? null
      return [{ code: 'model/logits', details: { output: name, lastOperator, kind: outputs.kind } }]
    }
    return []
  } catch (thrown) {
    return [toErrorData(thrown, 'check outputs')]
  }
}
