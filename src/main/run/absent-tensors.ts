/** What the model is given for a modality that a case does not have. */
import { AppError } from '@shared/errors'
import type { StudyModality } from '@shared/study'
import type { Tensor } from '@shared/tensor'
import type { DatasetCase } from '../dataset/dataset'
import { ofModalities, type CaseMasker } from '../maskers/joint-masker'
import type { ModalityTensors, TokenisedText } from '../tensors/modality-tensors'
import { createFirstTensors, type FirstTensors } from './first-tensors'
import type { PreparedStudy } from './prepared-study'

/** By study: the shape is that of the first selected case that has the modality, which is read once. */
const templates = new WeakMap<PreparedStudy, FirstTensors>()

/**
 * Makes tensors of zeros, or of the replacement value in every element, in the shape of the first case that has the modality.
 * Errors: run/never-there where no selected case has it.
 */
export async function absentTensors(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  modality: StudyModality,
  { caseId }: DatasetCase,
): Promise<ModalityTensors> {
  const template = await templateOf(prepared, modality)
  if (template === null) throw new AppError('run/never-there', { caseId, modality: modality.name })
  const zeros: ModalityTensors = {
    modality: modality.name,
    tensors: new Map([...template.tensors].map(([input, tensor]) => [input, zerosLike(tensor)])),
    text: template.text === null ? null : noText(template.text),
    isAbsent: true,
  }
  if (modality.absent !== 'replacement') return zeros
  const slot = new Map([...zeros.tensors].map(([input, { values }]) => [input, values]))
  for (const masker of ofModalities(maskers).filter(({ source }) => source === modality.name)) {
    masker.mask(zeros, 'whole', slot, { seed: prepared.settings.seed, caseId, draw: 0, donor: null })
  }
  return zeros
}

function templateOf(prepared: PreparedStudy, modality: StudyModality): Promise<ModalityTensors | null> {
  const known = templates.get(prepared) ?? createFirstTensors(prepared)
  templates.set(prepared, known)
  return known.find(modality)
}

function zerosLike(tensor: Tensor): Tensor {
  return tensor.dtype === 'float32'
    ? { ...tensor, values: new Float32Array(tensor.values.length) }
    : { ...tensor, values: new BigInt64Array(tensor.values.length) }
}

/** No word of the case that lent its shape. */
function noText(text: TokenisedText): TokenisedText {
  return { ...text, text: '', tokens: [], words: [], sentenceEnds: [] }
}
